"""The parts of a Word file that hold words, and what they are related to."""

import posixpath

from articles.imports.words import all_of

WITH_WORDS = ("footnotes", "endnotes")


def relations(package, part):
    """{id: (kind, name of the part or None when it lies outside the file)} of this part."""
    folder, base = posixpath.split(part)
    tree = package.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
    if tree is None:
        return {}
    return {
        node.get("Id"): (
            (node.get("Type") or "").rpartition("/")[2],
            None
            if node.get("TargetMode") == "External"
            else _resolved(folder, node.get("Target") or ""),
        )
        for node in all_of(tree, "rel:Relationship")
    }


def _resolved(folder, target):
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))


def known(package, part):
    """The ids of this part's relations to parts that are there."""
    return {key for key, (_kind, name) in relations(package, part).items() if name in package.names}


def name_of(package, kind):
    """The name of the document's footnotes, styles, comments…, or None."""
    related = relations(package, package.main).values()
    return next((name for other, name in related if other == kind and name in package.names), None)


def tree(package, kind):
    name = name_of(package, kind)
    return package.xml(name) if name else None


def trees(package):
    """{name: tree} of the document and its notes."""
    names = [package.main, *filter(None, (name_of(package, kind) for kind in WITH_WORDS))]
    return {name: package.xml(name) for name in names}
