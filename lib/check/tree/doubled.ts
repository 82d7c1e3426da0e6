import { isMap, isScalar, isSeq, parseAllDocuments, type Node } from 'yaml';
import { join } from '../read.ts';
import type { DoubledKey } from '../rule.ts';

/** Every key of a document that stands twice. Only asked of documents that are known to have one. */
export function doubledKeys(text: string): readonly DoubledKey[] {
  const found: DoubledKey[] = [];
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length - 1;
  const visit = (node: unknown, path: string): void => {
    if (isSeq(node)) for (const [index, item] of node.items.entries()) visit(item, `${path}[${index}]`);
    if (!isMap(node)) return;
    const seen = new Map<string, { key: Node; value: unknown }>();
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      const name = String(key.value);
      const before = seen.get(name);
      if (before !== undefined && name !== '<<') {
        const [first, last] = [lineAt(before.key.range?.[0] ?? 0), lineAt(key.range?.[0] ?? 0)];
        found.push({ path: join(path, name), first, last, same: JSON.stringify(before.value) === JSON.stringify(value) });
      }
      seen.set(name, { key, value });
      visit(value, join(path, name));
    }
  };
  for (const document of parseAllDocuments(text, { version: '1.1', uniqueKeys: false, logLevel: 'silent' })) {
    if ('contents' in document) visit(document.contents, '');
  }
  return found;
}
