import { SHOP } from './charts/namespaces.ts';
import { Reachability, type Pod } from './reachability.ts';
import { ofKind, prod, workloads } from './rendered.ts';

const programs = ['catalog', 'orders', 'postgresql', 'redis', 'storefront'];
const ours: Pod[] = workloads(prod).map(({ metadata, spec }) => ({
  name: metadata.name,
  namespace: SHOP.name,
  labels: spec.template.metadata.labels,
}));
const dns: Pod = { name: 'dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
const others: Pod[] = [
  dns,
  { name: 'gateway', namespace: 'istio-system', labels: { istio: 'ingressgateway' } },
  { name: 'istiod', namespace: 'istio-system', labels: { app: 'istiod' } },
  { name: 'prometheus', namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } },
  { name: 'stranger', namespace: SHOP.name, labels: { app: 'stranger' } },
  { name: 'false storefront', namespace: 'elsewhere', labels: { app: 'storefront' } },
  { name: 'false gateway', namespace: 'elsewhere', labels: { istio: 'ingressgateway' } },
];
const all = [...ours, ...others];
const isOurs = (pod: Pod): boolean => ours.includes(pod);
const network = new Reachability(ofKind(prod, 'NetworkPolicy'));

test('the network lets exactly the declared flows pass, whoever tries what', () => {
  const ports = [53, 80, 443, 5432, 6379, 8000, 8001, 8002, 15000, 15012, 15020, 15090];

  const passing = all.flatMap((from) =>
    all
      .filter((to) => isOurs(from) || isOurs(to) || from.namespace === SHOP.name || to.namespace === SHOP.name)
      .flatMap((to) => ports.filter((port) => network.passes(from, to, port)).map((port) => `${from.name} → ${to.name} ${port}`)),
  );

  const declared = [
    'gateway → storefront 8000',
    'storefront → catalog 8001',
    'storefront → orders 8002',
    'orders → catalog 8001',
    'orders → postgresql 5432',
    'catalog → postgresql 5432',
    'catalog → redis 6379',
    ...programs.flatMap((name) => [`${name} → istiod 15012`, `${name} → dns 53`, `prometheus → ${name} 15020`]),
  ];
  expect(passing.sort()).toEqual(declared.sort());
});

test('the network lets names be asked for by UDP as well', () => {
  const asking = ours.filter((from) => network.passes(from, dns, 53, 'UDP')).map(({ name }) => name);

  expect(asking.sort()).toEqual(programs);
});

test('the network lets orders alone call out, by HTTPS, and by no detour into the cluster', () => {
  const outside = { world: '203.0.113.7', pod: '10.244.3.4', service: '10.96.0.1' };

  const passing = ours.flatMap((from) =>
    Object.entries(outside).flatMap(([where, address]) =>
      [80, 443, 5432].filter((port) => network.passes(from, address, port)).map((port) => `${from.name} → ${where} ${port}`),
    ),
  );

  expect(passing).toEqual(['orders → world 443']);
});
