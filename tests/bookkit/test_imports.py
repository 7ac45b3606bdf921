from bookkit.imports import imported_files


def names(code, src):
    return {path.relative_to(src).as_posix() for path in imported_files(code, src)}


def test_follows_imports_through_modules(package):
    src = package(
        lib__a="from lib.b import x\n",
        lib__b="def f():\n    import lib.c\n",
        lib__c="",
        lib__unrelated="",
    )
    assert names("import numpy\nfrom lib.a import y\n", src) == {
        "lib/__init__.py", "lib/a.py", "lib/b.py", "lib/c.py",
    }  # fmt: skip


def test_finds_a_module_named_after_its_package(package):
    src = package(lib__a="", lib__b="")
    assert names("from lib import a", src) == {"lib/__init__.py", "lib/a.py"}


def test_understands_relative_imports(package):
    src = package(lib__sub__a="from ..b import x\nfrom . import c\n", lib__sub__c="", lib__b="")
    (src / "lib" / "__init__.py").touch()
    found = names("import lib.sub.a", src)
    assert {"lib/b.py", "lib/sub/c.py", "lib/sub/__init__.py"} <= found


def test_a_package_brings_its_init_and_what_that_imports(package):
    src = package(lib__worlds__search="", lib__b="")
    (src / "lib" / "__init__.py").touch()
    (src / "lib" / "worlds" / "__init__.py").write_text("import lib.b\n")
    assert "lib/b.py" in names("from lib.worlds.search import x", src)


def test_understands_magics(package):
    src = package(lib__a="", lib__b="")
    assert names("%timeit 1\n!ls\nimport lib.a", src) == {"lib/__init__.py", "lib/a.py"}


def test_unreadable_or_computed_imports_depend_on_everything(package):
    src = package(lib__a="", lib__b="")
    everything = {"lib/__init__.py", "lib/a.py", "lib/b.py"}
    assert names("def broken(:", src) == everything
    assert names("import importlib\nimportlib.import_module(name)", src) == everything
    assert names("__import__(name)", src) == everything


def test_ends_on_circular_imports(package):
    src = package(lib__a="import lib.b", lib__b="import lib.a")
    assert names("import lib.a", src) == {"lib/__init__.py", "lib/a.py", "lib/b.py"}
