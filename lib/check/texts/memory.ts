import { Quantity } from '../../values/quantity.ts';
import { mountedMaps } from '../mounted-maps.ts';
import type { Container, PodTemplate } from '../pods.ts';
import { itemsAt, text } from '../read.ts';
import type { World } from '../world.ts';

/** Memory that a program is told to take. */
export interface StatedMemory {
  readonly path: string;
  readonly bytes: number;
  /** As it is written: `-Xmx2g`. */
  readonly text: string;
}

/** Memory that a program takes for its data, by its configuration or its arguments. */
const BUFFERS: readonly { readonly of: RegExp; readonly pattern: RegExp; readonly name: string }[] = [
  {
    of: /mysql|mariadb|percona/,
    name: 'innodb_buffer_pool_size',
    pattern: /^[ \t]*(?:--)?innodb[-_]buffer[-_]pool[-_]size[ \t]*=[ \t]*(\d+)([kmgKMG]?)/m,
  },
  {
    of: /postgres|timescale|postgis|cloudnative-pg/,
    name: 'shared_buffers',
    pattern: /(?:^|[ \t])shared_buffers[ \t]*=[ \t]*'?(\d+)([kmgKMG]?)B/m,
  },
  { of: /redis|valkey|keydb|dragonfly/, name: 'maxmemory', pattern: /(?:^|[ \t])(?:--)?maxmemory[ \t=]+(\d+)([kmgKMG]?)b?(?![\w-])/m },
  { of: /memcached/, name: '-m', pattern: /(?:^|[ \t])(?:-m|--memory-limit)[ =]?(\d+)()(?!\w)/m },
  { of: /mongo/, name: 'wiredTigerCacheSizeGB', pattern: /wiredTigerCacheSizeGB[ \t]*[= ][ \t]*(\d+)()/m },
];
const OWN_UNITS: Readonly<Record<string, string>> = { '-m': 'm', wiredTigerCacheSizeGB: 'g' };

/** What a database or cache is told to keep in memory. */
export function* buffersOf(container: Container, pod: PodTemplate, world: World): Iterable<StatedMemory> {
  const known = BUFFERS.find(({ of }) => of.test(container.image ?? ''));
  if (known === undefined) return;
  for (const { path, value } of configured(container, pod, world)) {
    const most = sizeIn(value, known.pattern, OWN_UNITS[known.name]);
    if (most !== undefined) yield { path, bytes: most.bytes, text: most.text.replace(/\s+/g, ' ') };
  }
}

/** Arguments, and the files of ConfigMaps that are mounted. */
function* configured(container: Container, pod: PodTemplate, world: World): Iterable<{ readonly path: string; readonly value: string }> {
  for (const list of ['command', 'args']) {
    const value = itemsAt(container.fields, list)
      .flatMap((word) => text(word) ?? [])
      .join(' ')
      .replace(/ (?=--?\w)/g, '\n');
    if (value !== '') yield { path: `${container.path}.${list}`, value };
  }
  for (const { data } of mountedMaps(pod, container, world))
    for (const value of Object.values(data)) yield { path: `${container.path}.volumeMounts`, value };
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** A size as such a pattern finds it: a number, and the letter of its unit. */
export function sizeIn(value: string, pattern: RegExp, unit?: string): { readonly bytes: number; readonly text: string } | undefined {
  const [whole, number, letter = ''] = pattern.exec(value) ?? [];
  return whole === undefined
    ? undefined
    : { bytes: Number(number) * (UNITS[unit ?? letter.toLowerCase()] ?? 1), text: whole.trim().replace('"', '') };
}

/** A quantity of Kubernetes in bytes. */
export function bytesOf(quantity: string | undefined): number | undefined {
  if (quantity === undefined) return undefined;
  try {
    return Quantity.parse(quantity).toNumber();
  } catch {
    return undefined;
  }
}
