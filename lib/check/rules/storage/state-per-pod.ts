import { findSource } from '../../config-sources.ts';
import { volume, type Container, type PodTemplate } from '../../pods.ts';
import { programOf, wordsOf } from '../../programs/of-images.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { scaleOf } from '../../scale.ts';
import type { World } from '../../world.ts';

interface Keeper {
  readonly program: RegExp;
  /** What each of its pods keeps for itself. */
  readonly keeps: string;
  /** Words of variables and arguments by which pods share what they keep. */
  readonly shares: RegExp;
  readonly fix: string;
}

/** Programs that answer from what the pod itself keeps, unless they are told of a common store. */
const KEEPERS: readonly Keeper[] = [
  {
    program: /^all-in-one$/,
    keeps: 'traces in its memory',
    shares: /^SPAN_STORAGE_TYPE$|storage/,
    fix: 'Run one pod, or give all of them a store (Elasticsearch, Cassandra).',
  },
  {
    program: /^grafana(-oss|-enterprise)?$/,
    keeps: 'its dashboards and sessions in a file (SQLite)',
    shares: /^GF_DATABASE_(TYPE|URL|HOST)|database/,
    fix: 'Run one pod, or set GF_DATABASE_TYPE and its host.',
  },
  {
    program: /^(postgres|mysql|mariadb|mongo)$/,
    keeps: 'a database of its own',
    shares: /REPLICA|PRIMARY|MASTER|replSet|group_replication|galera|wsrep|cluster/i,
    fix: 'Run one pod, or let an operator make replicas of one database.',
  },
  {
    program: /^(redis|valkey)$/,
    keeps: 'its own keys',
    shares: /replicaof|slaveof|cluster|sentinel|REPLICA|MASTER/i,
    fix: 'Run one pod, or let an operator make replicas of one.',
  },
];

export const statePerPod = defineRule({
  id: 'state-per-pod',
  severity: 'warning',
  kinds: ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'argoproj.io/v1alpha1/Rollout'],
  asks: 'A program that answers from what its pod keeps runs in one pod, or shares what it keeps.',
  source:
    'https://www.jaegertracing.io/docs/1.76/deployment/#all-in-one; https://grafana.com/docs/grafana/latest/setup-grafana/set-up-for-high-availability/; seed 003, L9',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const pods = pod === undefined ? 0 : scaleOf(world, pod).min;
    if (pod === undefined || pods < 2 || world.servicesOf(pod).length === 0) return;
    for (const container of pod.containers) {
      const keeper = container.init ? undefined : KEEPERS.find(({ program }) => program.test(programOf(container)));
      if (keeper === undefined || isShared(container, keeper, pod, world)) continue;
      yield {
        path: 'spec.replicas',
        message: `${pods} pods of ${container.image ?? ''} each keep ${keeper.keeps}, and the Service asks now one, now the other`,
        why: 'What was written to one is missing in the other: every second question finds nothing.',
        fix: keeper.fix,
      };
    }
  },
});

/** Told of a common store; or of something that stands where the tree does not show it. */
function isShared(container: Container, { shares }: Keeper, pod: PodTemplate, world: World): boolean {
  const names = itemsAt(container.fields, 'env').flatMap((each) => textAt(each, 'name') ?? []);
  const configured = itemsAt(container.fields, 'volumeMounts').some((mount) => {
    const source = volume(pod, textAt(mount, 'name') ?? '');
    // First scripts make tables, and no copies.
    if (textAt(mount, 'mountPath')?.includes('initdb') === true) return false;
    return source?.['configMap'] !== undefined || source?.['secret'] !== undefined;
  });
  if (configured) return true;
  const taken = itemsAt(container.fields, 'envFrom').map((each) => keysOf(each, pod, world));
  if (taken.includes(undefined)) return true;
  return [...names, ...taken.flatMap((keys) => keys ?? []), ...wordsOf(container).map(({ value }) => value)].some((each) =>
    shares.test(each),
  );
}

/** Names that a whole Secret or ConfigMap gives to variables; `undefined` where nobody knows them. */
function keysOf(source: unknown, pod: PodTemplate, world: World): readonly string[] | undefined {
  const [config, secret] = [textAt(source, 'configMapRef.name'), textAt(source, 'secretRef.name')];
  return config === undefined
    ? findSource(world, 'Secret', pod.namespace, secret ?? '')?.keys
    : findSource(world, 'ConfigMap', pod.namespace, config)?.keys;
}
