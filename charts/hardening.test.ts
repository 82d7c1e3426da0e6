import { spawnSync } from 'node:child_process';
import type { KubeObject } from '../lib/manifest/manifest.ts';
import { program } from '../testing/program.ts';
import { EXCUSES } from './blog/excuses.ts';
import { made, ofApp } from './testing.ts';

// Each pod runs with the least it can, and what is left says why on the object itself.

const blog = ofApp(made(), 'blog-system');
const EXCUSE = 'slipway.dev/excuse.';
const RESTRICTED = 'pod-security-restricted';

interface Security {
  runAsNonRoot?: boolean;
  allowPrivilegeEscalation?: boolean;
  capabilities?: { drop?: string[]; add?: string[] };
  seccompProfile?: { type: string };
}

interface PodTemplate {
  spec: {
    automountServiceAccountToken?: boolean;
    containers: { name: string; securityContext?: Security }[];
    initContainers?: PodTemplate['spec']['containers'];
  };
}

/** Workload → its pod template. */
const templates = Object.fromEntries(
  blog.flatMap((object) => {
    const spec = object['spec'];
    const template: PodTemplate | undefined = spec?.template ?? spec?.jobTemplate?.spec.template;
    return template === undefined ? [] : [[object.metadata.name, template]];
  }),
);

/** What Pod Security `restricted` asks of a container. @see https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
function violations({ runAsNonRoot, allowPrivilegeEscalation, capabilities, seccompProfile }: Security = {}): string[] {
  return [
    ...(runAsNonRoot === true ? [] : ['may run as root']),
    ...(allowPrivilegeEscalation === false ? [] : ['may escalate']),
    ...(capabilities?.drop?.includes('ALL') === true ? [] : ['keeps capabilities']),
    ...(capabilities?.add?.some((each) => each !== 'NET_BIND_SERVICE') === true ? ['adds capabilities'] : []),
    ...(seccompProfile?.type === 'RuntimeDefault' ? [] : ['may call the whole kernel']),
  ];
}

test('Pod Security `restricted` would refuse web and mysql alone, and both say why', () => {
  const refused = Object.entries(templates).flatMap(([name, { spec }]) =>
    [...(spec.initContainers ?? []), ...spec.containers].flatMap((container) => {
      const found = violations(container.securityContext);
      return found.length === 0 ? [] : [[name, container.name, found]];
    }),
  );

  expect(refused).toEqual([
    ['mysql', 'mysql', ['may run as root', 'may escalate', 'keeps capabilities', 'may call the whole kernel']],
    ['web', 'web', ['may run as root', 'adds capabilities']],
  ]);
  expect(
    Object.keys(EXCUSES)
      .filter((name) => RESTRICTED in (EXCUSES[name] ?? {}))
      .sort(),
  ).toEqual(['mysql', 'web']);
});

test('no pod is given a token of the API', () => {
  expect(Object.values(templates).map(({ spec }) => spec.automountServiceAccountToken)).toEqual(Object.keys(templates).map(() => false));
});

test('every excuse stands on its object, with its reason', () => {
  const written = Object.fromEntries(
    blog.flatMap(({ metadata }) => {
      const excuses = Object.entries(metadata.annotations ?? {}).filter(([key]) => key.startsWith(EXCUSE));
      return excuses.length === 0
        ? []
        : [[metadata.name, Object.fromEntries(excuses.map(([key, reason]) => [key.slice(EXCUSE.length), reason]))]];
    }),
  );

  expect(written).toEqual(EXCUSES);
});

const kubeScore = program('kube-score');

interface Score {
  object_meta: { name: string };
  checks: { check: { id: string }; grade: number; skipped: boolean }[];
}

/** Objects → their name → the tests of kube-score below full marks. A Rollout is scored as the Deployment that it replaces. */
function score(objects: readonly KubeObject[]): Record<string, string[]> {
  const input = objects
    .filter(({ apiVersion }) => !/istio|cilium/.test(apiVersion))
    .map((object) => (object.kind === 'Rollout' ? { ...object, spec: { ...object['spec'], strategy: undefined } } : object))
    .map((object) => JSON.stringify(object).replaceAll('argoproj.io/v1alpha1', 'apps/v1').replaceAll('"Rollout"', '"Deployment"'));
  const { stdout } = spawnSync(kubeScore as string, ['score', '-o', 'json', '--kubernetes-version', 'v1.31', '-'], {
    input: input.join('\n---\n'),
    encoding: 'utf8',
  });
  return Object.fromEntries(
    (JSON.parse(stdout) as Score[]).flatMap(({ object_meta, checks }) => {
      const found = checks.filter(({ skipped, grade }) => !skipped && grade < 10).map(({ check }) => check.id);
      return found.length === 0 ? [] : [[object_meta.name, found.sort()]];
    }),
  );
}

const scored = kubeScore === undefined ? test.skip : test;

scored('kube-score finds nothing', () => {
  expect(score(blog)).toEqual({});
});

scored('without the excuses it finds exactly what they name', () => {
  const bare = blog.map((object) => ({ ...object, metadata: { ...object.metadata, annotations: {} } })) as KubeObject[];

  const named = Object.fromEntries(
    Object.entries(EXCUSES).map(([name, reasons]) => [
      name,
      Object.keys(reasons)
        .filter((demand) => demand !== RESTRICTED)
        .sort(),
    ]),
  );
  expect(score(bare)).toEqual(named);
});
