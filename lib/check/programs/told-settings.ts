import { mountedMaps } from '../mounted-maps.ts';
import type { Container, PodTemplate } from '../pods.ts';
import type { World } from '../world.ts';
import { wordsOf } from './of-images.ts';

/** A setting that a store is told in its arguments or in a file that is mounted. */
export interface ToldSetting {
  readonly path: string;
  readonly name: string;
  readonly value: string;
  /** `args`, `redis.conf of ConfigMap redis` */
  readonly where: string;
}

/** Settings of PostgreSQL: `-c name=value`, `--name=value`, and `name = value` in `postgresql.conf`. */
export function* postgresSettings(container: Container, pod: PodTemplate, world: World): Iterable<ToldSetting> {
  const words = wordsOf(container);
  for (const [index, { value, path }] of words.entries()) {
    const before = words[index - 1]?.value;
    const [, name = '', told = ''] = (before === '-c' ? /^([\w.-]+)=(.*)$/s : /^(?:-c\s*|--)([\w.-]+)=(.*)$/s).exec(value) ?? [];
    if (name !== '') yield { path, name: name.replaceAll('-', '_'), value: told.trim(), where: 'arguments' };
  }
  for (const { path, where, text } of files(container, pod, world, /postgres\w*\.conf$/)) {
    for (const [, name = '', told = ''] of text.matchAll(/^[ \t]*([a-z_][\w.]*)\s*=\s*('(?:[^']|'')*'|[^\s#]+)/gim))
      yield { path, name: name.toLowerCase(), value: told.replace(/^'|'$/g, ''), where };
  }
}

/** Settings of Redis: `--name value`, and `name value` in its file. */
export function* redisSettings(container: Container, pod: PodTemplate, world: World): Iterable<ToldSetting> {
  const words = wordsOf(container);
  if (!words.some(({ command }) => command) || /redis-server|valkey-server/.test(words.map(({ value }) => value).join(' '))) {
    for (const [index, { value, path }] of words.entries()) {
      const [, name = '', rest = ''] = /^--([a-z][a-z-]*)(?:[= ](.*))?$/s.exec(value) ?? [];
      const next = words[index + 1]?.value ?? '';
      if (name !== '')
        yield { path, name, value: (rest === '' && !next.startsWith('--') ? next : rest).replace(/^["']|["']$/g, ''), where: 'arguments' };
    }
  }
  for (const { path, where, text } of files(container, pod, world, /(redis|valkey|sentinel)?[\w-]*\.conf$/)) {
    for (const [, name = '', told = ''] of text.matchAll(/^[ \t]*([a-z][a-z-]*)[ \t]+([^\n#]*)$/gim))
      yield { path, name: name.toLowerCase(), value: told.trim().replace(/^["']|["']$/g, ''), where };
  }
}

function* files(
  container: Container,
  pod: PodTemplate,
  world: World,
  wanted: RegExp,
): Iterable<{ readonly path: string; readonly where: string; readonly text: string }> {
  for (const { name, data, path } of mountedMaps(pod, container, world))
    for (const [key, text] of Object.entries(data)) if (wanted.test(key)) yield { path, where: `${key} of ConfigMap ${name}`, text };
}
