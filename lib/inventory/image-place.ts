import { isMap, isScalar, parseDocument } from 'yaml';
import type { Node, Scalar } from 'yaml';

/** Where the text of an image stands in an inventory: `text.slice(start, end)` is the reference, quotes not included. */
export interface ImagePlace {
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
  /** `images.web`, or `environments.shop-dev.images.web`. */
  readonly path: string;
  /** Whether the line stands in the part that all clusters of the file have in common. */
  readonly common: boolean;
  /** Why the value cannot be replaced where it stands. @default it can */
  readonly fault?: string | undefined;
}

/** Finds the line that gives a cluster its image: under the cluster's own environment, or else in the common part. */
export function findImage(text: string, cluster: string, image: string): ImagePlace | undefined {
  const document = parseDocument(text, {
    keepSourceTokens: false,
    uniqueKeys: false,
    prettyErrors: false,
    resolveKnownTags: false,
    logLevel: 'silent',
  });
  const ways = [
    ['environments', cluster, 'images', image],
    ['images', image],
  ];
  for (const way of ways) {
    const node = nodeAt(document.contents, way);
    if (node === undefined) continue;
    const [start = 0, end = 0] = node.range ?? [];
    const common = way.length === 2;
    return { ...inner(text, node, start, end), line: text.slice(0, start).split('\n').length, path: way.join('.'), common };
  }
  return undefined;
}

/** Walks maps only: what an alias repeats stands elsewhere, and is reported by its last step. */
function nodeAt(root: Node | null, way: readonly string[]): Node | undefined {
  let node: Node | null = root;
  for (const step of way) {
    if (!isMap<Scalar, Node | null>(node)) return undefined;
    const pair = node.items.find(({ key }) => isScalar(key) && (key.source ?? String(key.value)) === step);
    if (pair?.value === undefined || pair.value === null) return undefined;
    node = pair.value;
  }
  return node ?? undefined;
}

function inner(text: string, node: Node, start: number, end: number): Pick<ImagePlace, 'start' | 'end' | 'fault'> {
  if (!isScalar(node)) return { start, end, fault: 'the value is not written here, but repeats another one' };
  if (node.anchor !== undefined) return { start, end, fault: `the value is repeated elsewhere as *${node.anchor}` };
  const written = text.slice(start, end);
  if (written === node.value) return { start, end };
  if (/^(["'])/.test(written) && written.slice(1, -1) === node.value) return { start: start + 1, end: end - 1 };
  return { start, end, fault: 'the value is not written in one plain line' };
}
