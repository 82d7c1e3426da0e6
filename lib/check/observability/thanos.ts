import type { Container, PodTemplate } from '../pods.ts';
import { items, text } from '../read.ts';

type Part = 'receive' | 'compact' | 'query' | 'store' | 'rule' | 'sidecar';
const PARTS: readonly string[] = ['receive', 'compact', 'query', 'store', 'rule', 'sidecar'] satisfies readonly Part[];

/** A container that runs a part of Thanos. */
export interface ThanosPart {
  readonly part: Part | undefined;
  readonly container: Container;
  /** Its command and arguments. */
  readonly words: readonly string[];
  /** Where its arguments stand. */
  readonly path: string;
}

export function thanosParts(pod: PodTemplate): readonly ThanosPart[] {
  return pod.containers.flatMap((container) => {
    if (!/(^|\/)thanos(:|@|$)/.test(container.image ?? '')) return [];
    const words = [...items(container.fields['command']), ...items(container.fields['args'])].flatMap((each) => text(each) ?? []);
    const part = words.find((word) => PARTS.includes(word)) as Part | undefined;
    return [{ part, container, words, path: `${container.path}.args` }];
  });
}

/** Whether a flag is there, with its value in the same word or in the next. */
export function hasFlag({ words }: ThanosPart, flag: string): boolean {
  return words.some((word) => word === flag || word.startsWith(`${flag}=`));
}

/** The value of a flag, in the same word or in the next. */
export function flagValue({ words }: ThanosPart, flag: string): string | undefined {
  const index = words.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const word = words[index];
  return word === flag ? words[index + 1] : word?.slice(flag.length + 1);
}
