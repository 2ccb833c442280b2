/* What a change has touched, found without walking the text: a block that did not change is the very
   same object in the new document, so comparing the top-level blocks from both ends is enough. */

/** { start, beforeEnd, afterEnd }: numbers of top-level blocks, and `position` where they begin. */
export function touched(before, after) {
  const shorter = Math.min(before.childCount, after.childCount);
  let start = 0;
  let position = 0;
  while (start < shorter && before.child(start) === after.child(start)) {
    position += after.child(start).nodeSize;
    start += 1;
  }
  let same = 0;
  while (same < shorter - start && before.child(before.childCount - 1 - same) === after.child(after.childCount - 1 - same)) {
    same += 1;
  }
  return { start, position, beforeEnd: before.childCount - same, afterEnd: after.childCount - same };
}

/** Calls visit(node, position) for all nodes of the document's blocks from `start` to before `end`. */
export function walk(doc, start, end, position, visit) {
  for (let number = start; number < end; number += 1) {
    const block = doc.child(number);
    visit(block, position);
    const inside = position + 1;
    block.descendants((node, at) => visit(node, inside + at));
    position += block.nodeSize;
  }
}

/** Once for every block: what `make` says of it is kept as long as the block stays the same. */
export function perBlock(make) {
  const known = new WeakMap();
  return (block) => {
    if (!known.has(block)) known.set(block, make(block));
    return known.get(block);
  };
}
