import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { programOf } from '../../programs/of-images.ts';
import { redisSettings, type ToldSetting } from '../../programs/told-settings.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const REDIS = /^(redis|valkey)$/;

export const replicaLogsIn = defineRule({
  id: 'replica-logs-in',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A replica of Redis whose master asks for a password is told one for it (masterauth).',
  source: 'https://redis.io/docs/latest/operate/oss_and_stack/management/replication/#setting-a-replica-to-authenticate-to-a-master',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (pod === undefined || container.init || !REDIS.test(programOf(container))) continue;
      const settings = [...redisSettings(container, pod, world)];
      const copies = settings.find(({ name }) => name === 'replicaof' || name === 'slaveof');
      if (copies === undefined || has(settings, 'masterauth', 'include')) continue;
      const host = copies.value.split(/\s+/)[0] ?? '';
      const asking = asksPassword(host, pod, world);
      if (asking === undefined) continue;
      yield {
        path: copies.path,
        message: `container "${container.name}" copies from ${host}, whose ${asking}, and has no masterauth`,
        why: 'The master answers "NOAUTH Authentication required": the replica stays empty, and is of no use when the master is gone.',
        fix: 'Set masterauth to the password of the master.',
      };
    }
  },
});

function has(settings: readonly ToldSetting[], ...names: readonly string[]): boolean {
  return settings.some(({ name }) => names.includes(name));
}

/** Where the pods behind a host name are told a password, in words. */
function asksPassword(host: string, from: PodTemplate, world: World): string | undefined {
  const service = world.serviceAt(host, from.namespace)?.service;
  for (const pod of service === undefined ? [] : world.podsOfService(service)) {
    for (const container of pod.containers) {
      if (container.init || !REDIS.test(programOf(container))) continue;
      const told = [...redisSettings(container, pod, world)].find(
        ({ name, value }) => name === 'requirepass' && value !== '' && value !== '""',
      );
      if (told !== undefined) return `${told.where} set${told.where.endsWith('s') ? '' : 's'} requirepass`;
    }
  }
  return undefined;
}
