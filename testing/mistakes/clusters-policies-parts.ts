import { app, object } from './apps.ts';
import { addon, clusterChart } from './clusters-pieces.ts';
import { documents, namespace } from './pieces.ts';

export function policy(name: string, rule: string): string {
  return object('kyverno.io/v1', 'ClusterPolicy', name, '', `spec:\n  background: true\n  rules:\n${rule}`);
}

export function registry(pattern: string, more = ''): string {
  return policy(
    'require-harbor-registry',
    `    - name: registry
      match: { any: [{ resources: { kinds: [Pod] } }] }
      exclude: { any: [{ resources: { namespaces: [kube-system, cilium-system, kyverno] } }] }
      validate:
        failureAction: Enforce
        message: Images come from Harbor.
        pattern:
          spec:
            =(initContainers): [{ image: '${pattern}' }]
            =(ephemeralContainers): [{ image: '${pattern}' }]
            containers: [{ image: '${pattern}' }]
${more}`,
  );
}

export function kyverno(values: string): string {
  return clusterChart('app1', 'kyverno', 'kyverno', 'kyverno', '3.5.2', 'kyverno', values);
}

export function web(image: string): string {
  return documents(namespace('app'), app('web', 'app', 8080, { image }));
}

export function falco(values: string): Readonly<Record<string, string>> {
  return addon('falco', 'falcosecurity', 'falco', '4.21.3', 'falco', values);
}

export function rule(condition: string, rest = 'output: Shell in %container.name (user=%user.name)\n        priority: WARNING'): string {
  return `driver: { kind: modern_ebpf }
customRules:
  platform.yaml: |-
      - rule: Shell in app
        desc: A shell runs in a container of ours
        condition: ${condition}
        ${rest}
`;
}

export function projects(destination: string): string {
  return object(
    'argoproj.io/v1alpha1',
    'AppProject',
    'platform',
    'argocd',
    `spec:
  sourceRepos: ['*']
  destinations: [{ ${destination}, namespace: '*' }]
  clusterResourceWhitelist: [{ group: '*', kind: '*' }]`,
  );
}
