import type { KubeObject } from '../manifest/manifest.ts';
import { check } from './check.ts';
import type { Facts } from './facts.ts';
import type { Fields } from './read.ts';
import type { Rule, WorldObject } from './rule.ts';

type Given = readonly (KubeObject | WorldObject)[];

interface Accepted {
  readonly given: Given;
  readonly provided?: Given;
  readonly facts?: Facts;
  /** Paths of all files of the tree, for rules about files. */
  readonly files?: readonly string[];
}

interface Refused extends Accepted {
  /** The whole message, or all messages in the order of the findings. */
  readonly says: string | readonly string[];
  /** Whole `fix` of the first finding, where the case is about it. */
  readonly fix?: string;
}

/** The table of a rule: trees about which it says nothing, and trees that it refuses, with its words. */
export function ruleCases(
  rule: Rule,
  {
    accepts,
    refuses,
  }: { readonly accepts: Readonly<Record<string, Given | Accepted>>; readonly refuses: Readonly<Record<string, Refused>> },
): void {
  describe(rule.id, () => {
    test.each(Object.entries(accepts))('accepts %s', (_, accepted) => {
      const findings = findingsOf(rule, 'given' in accepted ? accepted : { given: accepted });

      expect(findings).toEqual([]);
    });

    test.each(Object.entries(refuses))('refuses %s', (_, refused) => {
      const findings = findingsOf(rule, refused);

      expect(findings.map(({ message }) => message)).toEqual([refused.says].flat());
      if (refused.fix !== undefined) expect(findings[0]?.fix).toBe(refused.fix);
      for (const { message, fix, why, path } of findings) {
        expect({ message, fix, why, path }).toEqual({
          message: expect.not.stringMatching(/[.\n]$/),
          fix: expect.stringMatching(/[.?]$/),
          why: expect.stringMatching(/[.?]$/),
          path: expect.stringMatching(/^\S/),
        });
      }
    });
  });
}

function findingsOf(rule: Rule, { given, provided = [], facts, files }: Accepted): ReturnType<typeof check> {
  return check(given.map(inWorld), {
    rules: [rule],
    provided: provided.map(inWorld),
    facts: facts === undefined ? [] : [facts],
    ...(files === undefined ? {} : { files: new Set(files) }),
  });
}

function inWorld(given: KubeObject | WorldObject): WorldObject {
  return 'apiVersion' in given ? { object: given } : given;
}

export interface Meta {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Any object: `kube('v1/ConfigMap', { name: 'web' }, { data: { a: 'b' } })`. */
export function kube(kind: string, { name = 'web', ...meta }: Meta, rest: Fields = {}): KubeObject {
  const slash = kind.lastIndexOf('/');
  return { apiVersion: kind.slice(0, slash), kind: kind.slice(slash + 1), metadata: { name, ...meta }, ...rest };
}

/** A Service; port 80 to 8080 unless stated. */
export function service({
  selector,
  ports = [{ name: 'http', port: 80, targetPort: 8080 }],
  type,
  spec,
  ...meta
}: Meta & {
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports?: readonly Fields[];
  readonly type?: string;
  readonly spec?: Fields;
}): KubeObject {
  return kube('v1/Service', meta, {
    spec: { ...(selector === undefined ? {} : { selector }), ports, ...(type === undefined ? {} : { type }), ...spec },
  });
}

export interface PodProps extends Meta {
  /** Fields over those of the one container `app`, image `ghcr.io/acme/web:v1`, port `http` 8080. */
  readonly container?: Fields;
  /** Fields of the pod's spec beside its containers. */
  readonly pod?: Fields;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /** Fields of the workload's spec beside the template. */
  readonly spec?: Fields;
}

/** A pod template with the labels of the workload. */
export function template({ labels = { app: 'web' }, podAnnotations, container = {}, pod = {} }: PodProps): Fields {
  const app = { name: 'app', image: 'ghcr.io/acme/web:v1', ports: [{ name: 'http', containerPort: 8080 }], ...container };
  return {
    metadata: { labels, ...(podAnnotations === undefined ? {} : { annotations: podAnnotations }) },
    spec: { containers: [app], ...pod },
  };
}

function workload(kind: string): (props?: PodProps) => KubeObject {
  return (props = {}) => {
    const { name, namespace, labels = { app: 'web' }, annotations, spec } = props;
    const meta = {
      ...(name === undefined ? {} : { name }),
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      ...(annotations === undefined ? {} : { annotations }),
    };
    return kube(kind, meta, { spec: { selector: { matchLabels: labels }, template: template(props), ...spec } });
  };
}

export const deployment = workload('apps/v1/Deployment');
export const statefulSet = workload('apps/v1/StatefulSet');
export const daemonSet = workload('apps/v1/DaemonSet');
export const rollout = workload('argoproj.io/v1alpha1/Rollout');
export const job = workload('batch/v1/Job');

export function cronJob(props: PodProps = {}): KubeObject {
  const { labels: _, container: __, pod: ___, podAnnotations: ____, spec = {}, ...meta } = props;
  return kube('batch/v1/CronJob', meta, { spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: template(props) } }, ...spec } });
}

/** A namespace in which Istio injects sidecars. */
export function meshed(name: string): KubeObject {
  return kube('v1/Namespace', { name, labels: { 'istio-injection': 'enabled' } });
}

/** The object in a file, as an Argo CD Application finds it. */
export function inFile(file: string, object: KubeObject): WorldObject {
  return { object, file };
}
