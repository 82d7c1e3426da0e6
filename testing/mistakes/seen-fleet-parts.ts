import { indented } from './pieces.ts';

/** A script of a folder of its own, which does not stop at errors. */
export function goesOn(...lines: readonly string[]): string {
  return `#!/usr/bin/env bash\n\n${lines.join('\n')}\n`;
}

/** A script that installs what stands beside it, with the values that a copy of the file gets. */
export function installsBeside(repository: string, url: string, install: string, ...before: readonly string[]): string {
  return goesOn(
    "alias k='kubectl --kubeconfig ~/.kube/config'",
    ...before,
    `helm repo add ${repository} ${url}`,
    'helm repo update',
    install,
  );
}

/** An Argo CD Application; its source in YAML from the first column. */
export function app(name: string, place: string, source: string, server = 'https://kubernetes.default.svc'): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: default
  source:
${indented(4, source)}
  destination: { server: '${server}', namespace: ${place} }
  syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: [CreateNamespace=true] }
`;
}

/** A HelmRelease of Flux with its repository. */
export function fluxRelease(name: string, place: string, chart: string, url: string, values: string): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: ${name}, namespace: flux-system }
spec: { interval: 1h, url: ${url} }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ${name}, namespace: ${place} }
spec:
  interval: 10m
  chart: { spec: { chart: ${chart}, version: 1.2.3, sourceRef: { kind: HelmRepository, name: ${name}, namespace: flux-system } } }
  values:
${indented(4, values)}
`;
}

/** What Flux applies of the repository. */
export function fluxKustomization(name: string, path: string): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec:
  interval: 5m
  path: ./${path}
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
`;
}

/** A kustomization of these files and folders. */
export function lists(...resources: readonly string[]): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [${resources.join(', ')}]\n`;
}

/** A balancer in front of a store, with the address that it asks for. */
export function balancer(name: string, port: number, address: string): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}-entry, namespace: sight }
spec:
  type: LoadBalancer
  ${address === '' ? 'externalTrafficPolicy: Cluster' : `externalTrafficPolicy: Cluster\n  loadBalancerIP: ${address}`}
  selector: { app.kubernetes.io/name: ${name} }
  ports: [{ name: in, port: ${port} }]
`.replace('metadata: {', 'metadata: { annotations: { networking.gke.io/load-balancer-type: Internal },');
}

/** Values of Vault in high availability, with what a server of it gets. */
export function vaultValues(server: string, global = 'tlsDisable: true'): string {
  return `global:\n${indented(2, global)}\nserver:\n${indented(2, server)}\n`;
}
