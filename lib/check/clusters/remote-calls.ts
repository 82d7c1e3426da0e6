import { textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';

/** `istioctl create-remote-secret --context=A --name=a | kubectl apply -f - --context=B` */
export interface RemoteCall {
  readonly line: number;
  /** The cluster whose API server it opens, as the command names it. */
  readonly from: string | undefined;
  readonly name: string | undefined;
  /** The cluster that gets it; `undefined` where the text does not hand it on. */
  readonly to: string | undefined;
}

/** Calls of a script that let one cluster of a mesh read the endpoints of another. */
export function remoteCalls({ object }: WorldObject): readonly RemoteCall[] {
  const text = textAt(object, 'text') ?? '';
  if (!text.includes('create-remote-secret')) return [];
  const found: RemoteCall[] = [];
  // Lines that go on count as one, and keep their number.
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const start = index;
    let line = lines[index] ?? '';
    while (/(\\|\|)\s*$/.test(line) && index + 1 < lines.length) line = `${line.replace(/\\\s*$/, ' ')} ${lines[(index += 1)] ?? ''}`;
    const [, made, rest] =
      /\bistioctl\s+(?:x\s+|experimental\s+)?create-remote-secret\b([^|#]*)(?:\|(.*))?/.exec(line.replace(/^\s*#.*/, '')) ?? [];
    if (made === undefined) continue;
    const applied = rest === undefined ? undefined : /\bkubectl\b(.*)/.exec(rest)?.[1];
    found.push({
      line: start + 1,
      from: context(made),
      name: option(made, 'name'),
      to: applied === undefined ? undefined : context(applied),
    });
  }
  return found;
}

function option(words: string, name: string): string | undefined {
  return new RegExp(`--${name}[= ]\\s*["']?([^\\s"']+)`).exec(words)?.[1];
}

function context(words: string): string | undefined {
  return option(words, 'context') ?? option(words, 'kubeconfig');
}
