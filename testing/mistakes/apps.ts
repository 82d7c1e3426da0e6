import type { Mistake, Tree } from './mistake.ts';
import { folder, mending, service as serviceOf } from './pieces.ts';

export interface AppProps {
  /** @default `ghcr.io/example/<name>:1.4.0` */
  readonly image?: string;
  /** @default 1 */
  readonly replicas?: number;
  /** Further fields of the container in YAML, from its first column. */
  readonly container?: string;
  /** Further fields of the pod, likewise; in place of `automountServiceAccountToken`. */
  readonly pod?: string;
}

/** A Deployment and its Service `<name>-service`. */
export function app(name: string, namespace: string, port: number, props: AppProps = {}): string {
  return `${deployment(name, namespace, port, props)}---
${service(name, namespace, port)}`;
}

/** A Deployment with sizes, whose pods have the label `app: <name>`. */
export function deployment(name: string, namespace: string, port: number, props: AppProps = {}): string {
  const image = props.image ?? `ghcr.io/example/${name}:1.4.0`;
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }
spec:
  replicas: ${props.replicas ?? 1}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      ${props.pod === undefined ? 'automountServiceAccountToken: false' : props.pod.trim().replaceAll('\n', '\n      ')}
      containers:
        - name: ${name}
          image: ${image}
          ports: [{ name: http, containerPort: ${port} }]
          resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 500m, memory: 256Mi } }
${props.container === undefined ? '' : `          ${props.container.trim().replaceAll('\n', '\n          ')}\n`}`;
}

/** Service `<name>-service` of the pods `app: <name>`. */
export function service(name: string, namespace: string, port: number, portName = 'http'): string {
  return serviceOf(namespace, `${name}-service`, port, portName, name);
}

/** An Argo CD Application of a folder of the repository. */
export function application(name: string, path: string, namespace: string): string {
  return folder(namespace, name, path);
}

/** A mistake in one file, that is mended by putting pieces of it right. */
export function mistake(
  name: string,
  caughtBy: string | readonly string[],
  tree: Tree,
  file: string,
  pieces: readonly (readonly [wrong: string, right: string])[],
  more: Pick<Mistake, 'says' | 'partly' | 'markdown' | 'missed'> = {},
): Mistake {
  return { name, caughtBy, tree, mended: mending(tree, file, ...pieces), ...more };
}

/** An object in short: what follows its metadata is YAML from the first column. */
export function object(apiVersion: string, kind: string, name: string, place: string, rest: string): string {
  return `apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${name}${place === '' ? '' : `, namespace: ${place}`} }
${rest.trim()}
`;
}

/** A CronJob whose pods restart as it says. */
export function job(restart: string): string {
  return object(
    'batch/v1',
    'CronJob',
    'report',
    'shop',
    `spec:\n  schedule: '0 4 * * *'\n  concurrencyPolicy: Forbid\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          ${restart}containers: [{ name: report, image: 'ghcr.io/example/report:1.0.0' }]`,
  );
}
