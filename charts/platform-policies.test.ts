import { App } from 'cdk8s';
import { Flows } from '../lib/constructs/flow.ts';
import { ProvidedWorkload } from '../lib/constructs/provided.ts';
import { told } from '../lib/constructs/testing.ts';
import { installBlogPlatform } from './blog-platform.ts';
import { NAMESPACES } from './namespaces.ts';
import { homelab, made, ofApp } from './testing.ts';

// The switch `platform-policies`: third-party software opens and takes what is declared, and nothing else.

/** By sender; those of the blog's own pods are in blog-flows.test.ts. */
const EXPECTED = [
  'alloy → api-server:6443',
  'alloy → loki-stack:3100',
  'alloy → prometheus:9090',
  'anybody → web:80',
  'api-server → istiod:15017',
  'api-server → longhorn:9501',
  'api-server → longhorn:9502',
  'api-server → metallb-controller:9443',
  'api-server → metrics-server:10250',
  'api-server → prometheus-adapter:6443',
  'argo-rollouts → api-server:6443',
  'argocd-application-controller → api-server:6443',
  'argocd-application-controller → argocd-redis:6379',
  'argocd-application-controller → argocd-repo-server:8081',
  'argocd-applicationset-controller → api-server:6443',
  'argocd-applicationset-controller → argocd-repo-server:8081',
  'argocd-redis-secret-init → api-server:6443',
  'argocd-repo-server → argocd-redis:6379',
  'argocd-repo-server → world:443 *.githubusercontent.com argoproj.github.io charts.longhorn.io falcosecurity.github.io github.com grafana.github.io helm.cilium.io istio-release.storage.googleapis.com kiali.org kubernetes-sigs.github.io kubernetes.github.io metallb.github.io prometheus-community.github.io',
  'argocd-server → api-server:6443',
  'argocd-server → argocd-redis:6379',
  'argocd-server → argocd-repo-server:8081',
  'falco → falco-falcosidekick:2801',
  'falco → world:443',
  'falco-falcosidekick → falco-talon:2803',
  'falco-falcosidekick → world:443 hooks.slack.com',
  'falco-talon → api-server:6443',
  'grafana → loki-stack:3100',
  'grafana → prometheus:9090',
  'grafana → tempo-server:3100',
  'hubble-relay → nodes:4244',
  'istio-ingressgateway → argocd-server:8080',
  'istio-ingressgateway → grafana:3000',
  'istio-ingressgateway → istiod:15012',
  'istio-ingressgateway → kiali:20001',
  'istio-ingressgateway → web:80',
  'istiod → api-server:6443',
  'kiali → api-server:6443',
  'kiali → istiod:15014',
  'kiali → prometheus:9090',
  'kiali → tempo-server:3100',
  'kube-state-metrics → api-server:6443',
  'longhorn → api-server:6443',
  'longhorn → itself',
  'longhorn → world:443 longhorn-upgrade-responder.rancher.io',
  'metallb-controller → api-server:6443',
  'metrics-server → api-server:6443',
  'metrics-server → nodes:10250',
  'outside → istio-ingressgateway:443',
  'outside → istio-ingressgateway:80',
  'outside → prometheus:9090',
  'prometheus → alertmanager:9093',
  'prometheus → api-server:6443',
  'prometheus → istio-ingressgateway:15020',
  'prometheus → istiod:15014',
  'prometheus → kube-state-metrics:8080',
  'prometheus → mysql-exporter:9104',
  'prometheus → nginx-exporter:9113',
  'prometheus → nodes:9963',
  'prometheus → nodes:9964',
  'prometheus → was:8080',
  'prometheus-adapter → api-server:6443',
  'prometheus-adapter → prometheus:9090',
  'vertical-pod-autoscaler-recommender → api-server:6443',
];

const ON = { 'platform-policies: false': 'platform-policies: true' };
const today = installed();
const limited = installed(ON);
const policies = ofApp(made(homelab(ON)), 'platform-policies');

function installed(changes: Readonly<Record<string, string>> = {}): App {
  const app = new App();
  installBlogPlatform(app, homelab(changes));
  return app;
}

test('no pod of a chart is left out, and none has two policies', () => {
  const pods = limited.node.findAll().filter((each) => each instanceof ProvidedWorkload);

  const named = policies.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort();

  expect(named).toEqual(pods.map(({ namespace, name }) => `${namespace}/${name}-isolation`).sort());
  expect(policies.every(({ kind }) => kind === 'CiliumNetworkPolicy')).toBe(true);
});

test('every namespace of the platform has some', () => {
  const { blog, ...platform } = NAMESPACES;

  const namespaces = new Set(policies.map(({ metadata }) => metadata.namespace));

  expect([...namespaces].sort()).toEqual([...Object.values(platform).map(({ name }) => name), 'kube-system'].sort());
});

test('the flows are the same ones; the policies add that each asks for names', () => {
  const [before, after] = [today, limited].map((app) => Flows.of(app).all.map(told));

  const added = (after ?? []).filter((flow) => !(before ?? []).includes(flow));

  expect(added.sort()).toEqual(policies.map(({ metadata }) => `${metadata.name.replace(/-isolation$/, '')} → kube-dns:53`).sort());
});

test('what third-party software needs (charts as pinned)', () => {
  const flows = Flows.of(today)
    .all.filter((flow) => !('from' in flow) || flow.from.namespace !== 'blog-system')
    .map(told);

  expect(flows.sort()).toEqual(EXPECTED);
});

test('a policy admits the port of the pods where a Service changes it', () => {
  const tempo = policies.find(({ metadata }) => metadata.name === 'tempo-server-isolation');

  const ports = (tempo?.['spec'].ingress as { toPorts: { ports: { port: string }[] }[] }[]).map(
    ({ toPorts }) => toPorts[0]?.ports[0]?.port,
  );

  expect(ports.sort()).toEqual(['3100', '4317']); // 3200 is the Service's
});
