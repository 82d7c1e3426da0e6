import { oneSlip } from '../../one-slip.ts';
import { programOf } from '../../programs/of-images.ts';
import { POSTGRES, REDIS, WORDS } from '../../programs/store-settings.ts';
import { postgresSettings, redisSettings, type ToldSetting } from '../../programs/told-settings.ts';
import { POD_KINDS, type Container, type PodTemplate } from '../../pods.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const storeSettingsKnown = defineRule({
  id: 'store-settings-known',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Settings of PostgreSQL and Redis have names and words that these know, units where a number alone means little, and let clients in.',
  source: 'https://www.postgresql.org/docs/16/runtime-config.html; https://redis.io/docs/latest/operate/oss_and_stack/management/config/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (pod === undefined || container.init) continue;
      const program = programOf(container);
      if (/^(postgres|postgresql|postgis|timescaledb)$/.test(program))
        for (const told of postgresSettings(container, pod, world)) yield* judge(told, 'PostgreSQL', POSTGRES);
      else if (/^(redis|valkey)$/.test(program)) yield* ofRedis(container, pod, world);
    }
  },
});

function* ofRedis(container: Container, pod: PodTemplate, world: World): Iterable<Issue> {
  const settings = [...redisSettings(container, pod, world)];
  for (const told of settings) yield* judge(told, 'Redis', REDIS);
  const shut = settings.find(({ name, value }) => name === 'protected-mode' && value === 'yes');
  const open = settings.some(({ name }) => /^(requirepass|aclfile|user|bind|include)$/.test(name));
  if (shut === undefined || open || world.servicesOf(pod).length === 0) return;
  yield {
    path: shut.path,
    message: `protected-mode is on in ${shut.where}, and neither a password nor an address to listen on is set`,
    why: 'Redis answers everybody but its own pod with "DENIED Redis is running in protected mode".',
    fix: 'Set requirepass and give it to the clients, or protected-mode no behind a network policy.',
  };
}

function* judge({ path, name, value, where }: ToldSetting, program: string, known: ReadonlySet<string>): Iterable<Issue> {
  if (!known.has(name)) {
    const near = name.includes('.') ? undefined : oneSlip(name, known);
    if (near !== undefined)
      yield {
        path,
        message: `${program} has no setting ${name}, which ${where} ${where.endsWith('s') ? 'set' : 'sets'}`,
        why: 'The server ends at its start: "unrecognized configuration parameter", "Bad directive or wrong number of arguments".',
        fix: `Did you mean "${near}"?`,
      };
    return;
  }
  const words = WORDS[program]?.[name];
  if (words !== undefined && value !== '' && !/[${]/.test(value) && !words.includes(value.toLowerCase())) {
    const near = nearName(value, words);
    yield {
      path,
      message: `${name} is "${value}" in ${where}, and ${program} knows ${words.join(', ')}`,
      why: 'The server ends at its start with an error about this line.',
      fix: near === undefined ? 'Write one of them.' : `Did you mean "${near}"?`,
    };
  }
  if ((name === 'shared_buffers' || name === 'effective_cache_size') && /^\d+$/.test(value) && Number(value) < SMALL) {
    yield {
      path,
      severity: 'warning',
      message: `${name} is ${value} in ${where}, without a unit: blocks of 8 kB, ${Math.ceil((Number(value) * 8) / 1024)} MB in all`,
      why: 'The database works with a fraction of the memory that it was meant to have, and reads everything from disk again.',
      fix: `Write ${value}MB.`,
    };
  }
}

/** Blocks below which a number was surely meant as megabytes: 64 MB in all. */
const SMALL = 8_192;
