import { durationSeconds } from '../../observability/expression.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { POD_KINDS, type Container } from '../../pods.ts';
import { at, items, itemsAt, join, numberAt, text, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { scaleOf } from '../../scale.ts';
import { serviceHost } from '../../services.ts';
import type { World } from '../../world.ts';

export const thanosWorks = defineRule({
  id: 'thanos-works',
  severity: 'error',
  kinds: [...POD_KINDS, 'v1/ConfigMap', 'v1/Secret', 'external-secrets.io/v1/ExternalSecret'],
  asks: 'Each part of Thanos has the flags without which it stops, is as many as may work on one bucket, and is asked on the port that answers.',
  source:
    'https://thanos.io/tip/components/receive.md/; https://thanos.io/tip/components/compact.md/; https://thanos.io/tip/thanos/storage.md/; seed 004, section 14',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return yield* [...buckets(manifest), ...hashrings(manifest)];
    for (const container of pod.containers) {
      if (!/(^|\/)thanos(:|@|$)/.test(container.image ?? '')) continue;
      const words = [...items(container.fields['command']), ...items(container.fields['args'])].flatMap((each) => text(each) ?? []);
      const part = words.find((word) => /^(receive|compact|query)$/.test(word));
      const path = `${container.path}.args`;
      const given = (flag: string): boolean => words.some((word) => word === flag || word.startsWith(`${flag}=`));
      if (part === 'receive' && !given('--label')) {
        const why = 'Thanos stops at once: "no external labels configured for receive". Nothing takes the metrics of the agents.';
        yield {
          path,
          message: 'thanos receive has no --label',
          why,
          fix: 'Add --label=receive_replica="$(POD_NAME)", or another one that tells receivers apart.',
        };
      }
      if (part === 'compact') yield* [...compactor(manifest, world, path, given), ...tooSoon(words, path)];
      if (part !== 'query') continue;
      yield* asked(manifest, world, container, words);
      const copies = copiesOfPrometheus(world);
      if (copies === undefined || given('--query.replica-label') || words.some((word) => word.startsWith('--endpoint-group'))) continue;
      const why = 'Each series comes twice: sums are doubled, and rates jump when one of the two is restarted.';
      yield {
        path,
        severity: 'info',
        message: `thanos query has no --query.replica-label, and ${copies} has several replicas`,
        why,
        fix: 'Add --query.replica-label=prometheus_replica.',
      };
    }
  },
});

/** A release whose Prometheus is several, with Thanos beside it. */
function copiesOfPrometheus(world: World): string | undefined {
  const many = releasesOf(world).find(
    ({ values }) =>
      (numberAt(values, 'prometheus.prometheusSpec.replicas') ?? 1) > 1 && at(values, 'prometheus.prometheusSpec.thanos') !== undefined,
  );
  return many === undefined ? undefined : `release ${many.name}`;
}

function* compactor(manifest: WorldObject, world: World, path: string, given: (flag: string) => boolean): Iterable<Issue> {
  const { kind } = manifest.object;
  const runsOn = kind === 'Deployment' || kind === 'StatefulSet';
  if (runsOn && !given('--wait') && !given('-w')) {
    const why = 'It ends after one round and is started again, at ever longer intervals: CrashLoopBackOff with exit code 0.';
    yield {
      path,
      severity: 'warning',
      message: `thanos compact has no --wait, and a ${kind} restarts what ends`,
      why,
      fix: 'Add --wait, or make it a CronJob.',
    };
  }
  const pod = world.podTemplate(manifest);
  const copies = runsOn && pod !== undefined ? scaleOf(world, pod).max : 1;
  if (copies < 2 || given('--selector.relabel-config') || given('--selector.relabel-config-file')) return;
  const why = 'Two compactors of one bucket overlap in what they write: both halt, and blocks may have to be repaired by hand.';
  yield {
    path: 'spec.replicas',
    message: `${copies} compactors of Thanos work on one bucket`,
    why,
    fix: 'Run one, or give each its own part with --selector.relabel-config.',
  };
}

/** Ports on which Thanos speaks HTTP, and names that people give them. */
const HTTP_PORTS = new Set([9090, 10902, 19291]);
const HTTP_NAMES = /^(https?|http-.*|web|metrics|remote-?write)$/;

function* asked({ object }: WorldObject, world: World, container: Container, words: readonly string[]): Iterable<Issue> {
  for (const [index, word] of words.entries()) {
    const [, flag = '', host = '', port] = /^(--(?:endpoint|store|rule)(?:-strict)?)=(?:dns\+)?([a-z0-9.-]+):(\d+)$/.exec(word) ?? [];
    const target = host === '' ? undefined : serviceHost(host, object.metadata.namespace ?? '');
    if (target === undefined) continue;
    const service = world.find('v1/Service', target.namespace, target.name);
    const name = itemsAt(service?.object, 'spec.ports').flatMap((each) =>
      textAt(each, 'port') === port ? (textAt(each, 'name') ?? []) : [],
    )[0];
    const isHttp = name === undefined ? HTTP_PORTS.has(Number(port)) : HTTP_NAMES.test(name);
    if (!isHttp) continue;
    yield {
      path: `${container.path}.args[${index - items(container.fields['command']).length}]`,
      message: `${flag} names ${host}:${port ?? ''}${name === undefined ? '' : ` (${name})`}, which speaks HTTP, and stores are asked by gRPC`,
      why: 'The store stays unhealthy in Thanos Query: its series are missing from every answer, without an error.',
      fix: 'Name the gRPC port, 10901 by default.',
    };
  }
}

/** The endpoint of a bucket is a host and a port; whether it is encrypted, `insecure` says. */
function* buckets({ object }: WorldObject): Iterable<Issue> {
  const places = ['data', 'stringData', 'spec.target.template.data'];
  for (const place of object.kind === 'Secret' ? ['stringData'] : places) {
    for (const [key, content] of Object.entries(textsAt(object, place))) {
      if (!content.includes('endpoint:') || !/^\s*type:\s*["']?S3["']?\s*$/im.test(content) || !/^\s*bucket:/m.test(content)) continue;
      const [, url] = /^\s*endpoint:\s*["']?(https?:\/\/[^\s"']+)/m.exec(content) ?? [];
      if (url === undefined) continue;
      yield {
        path: join(place, key),
        message: `the endpoint of the bucket is ${url}, and Thanos takes a host and a port`,
        why: 'Every part that reads or writes the bucket stops at its start: "does not follow ip address or domain name standards".',
        fix: `Write endpoint: ${url.replace(/^https?:\/\//, '').replace(/\/$/, '')}${url.startsWith('http:') ? ', with insecure: true' : ''}.`,
      };
    }
  }
}

/** Receivers hand samples on to each other by gRPC. */
function* hashrings({ object }: WorldObject): Iterable<Issue> {
  for (const [key, content] of object.kind === 'ConfigMap' ? Object.entries(textsAt(object, 'data')) : []) {
    if (!content.includes('"endpoints"')) continue;
    const wrong = /"([\w.-]+:(19291|10902|10908))"/.exec(content);
    if (wrong === null) continue;
    yield {
      path: join('data', key),
      message: `the ring of receivers names ${wrong[1] ?? ''}, and receivers speak to each other by gRPC, on 10901`,
      why: 'No sample is handed on: what belongs to another receiver is refused, and agents send it again and again.',
      fix: `Write ${(wrong[1] ?? '').replace(/:\d+$/, ':10901')}.`,
    };
  }
}

/** Least time that samples of one resolution are kept before smaller ones are made of them. Unit: seconds. */
const DOWNSAMPLED = { 'resolution-raw': 40 * 3600, 'resolution-5m': 240 * 3600 } as const;

function* tooSoon(words: readonly string[], path: string): Iterable<Issue> {
  if (words.includes('--downsampling.disable')) return;
  for (const [resolution, least] of Object.entries(DOWNSAMPLED)) {
    const written = words
      .map((word) => new RegExp(`^--retention\\.${resolution}=(\\w+)$`).exec(word)?.[1])
      .find((each) => each !== undefined);
    const seconds = durationSeconds(written);
    if (seconds === undefined || seconds === 0 || seconds >= least) continue;
    yield {
      path,
      message: `--retention.${resolution} is ${written ?? ''}, and Thanos needs ${least / 3600}h to make smaller samples of them`,
      why: 'The compactor refuses to start: the bucket grows, and queries over weeks get slow.',
      fix: `Keep them ${least / 3600}h or more, or set --downsampling.disable.`,
    };
  }
}
