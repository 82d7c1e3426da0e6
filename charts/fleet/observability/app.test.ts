import { isManagement } from '../security/peers.ts';
import { madeFleet, ofKind, theOne } from '../testing.ts';

const FLEET = madeFleet();
const APPS = FLEET.filter(({ cluster }) => !isManagement(cluster));

describe.each(APPS)('the workload of $cluster.name', (made) => {
  const { spec } = theOne(made, 'Deployment', 'podinfo', 'app');
  const { metadata, spec: pod } = spec.template;
  const [container] = pod.containers;

  test('comes from Harbor, at its port, with the account that Vault has for it (11.3, M26)', () => {
    const { target } = theOne(made, 'ExternalSecret', 'harbor-pull', 'app')['spec'];

    expect(container.image).toMatch(/^harbor\.local\.dev:8443\//);
    expect(pod.imagePullSecrets).toEqual([{ name: 'harbor-pull' }]);
    expect(target.template.type).toBe('kubernetes.io/dockerconfigjson');
    expect(Object.keys(JSON.parse(target.template.data['.dockerconfigjson'].replace(/\{\{.*?\}\}/g, 'x')).auths)).toEqual([
      'harbor.local.dev:8443',
    ]);
  });

  test('states all four quantities, is not privileged, and says app and version (11.3)', () => {
    expect(container.resources).toEqual({ requests: { cpu: '50m', memory: '32Mi' }, limits: { cpu: '200m', memory: '64Mi' } });
    expect(container.securityContext).toMatchObject({ allowPrivilegeEscalation: false, runAsNonRoot: true });
    expect(container.securityContext.privileged).toBeUndefined();
    expect(metadata.labels).toEqual({ app: 'podinfo', version: '6.9.2' });
  });

  test('restarts from the image that the node has, while Harbor is away (15.2)', () => {
    expect(container.imagePullPolicy).toBe('IfNotPresent');
  });

  test('is asked whether it is ready, and is two pods, of which a drain takes one (L27)', () => {
    expect(container.readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'http' });
    expect(spec.replicas).toBe(2);
    expect(theOne(made, 'PodDisruptionBudget', 'podinfo-pdb')['spec'].maxUnavailable).toBe(1);
    expect(pod.affinity).toBeUndefined();
  });

  test('is reached through the Gateway by the name of the inventory (8.4)', () => {
    const { hostnames, parentRefs, rules } = theOne(made, 'HTTPRoute', 'podinfo', 'app')['spec'];

    expect(hostnames).toEqual([`www.${made.cluster.name}.local.dev`]);
    expect(parentRefs).toEqual([expect.objectContaining({ name: 'main', namespace: 'gateway', sectionName: 'app' })]);
    expect(rules[0].backendRefs).toEqual([expect.objectContaining({ name: 'podinfo', port: 9898 })]);
  });

  test('tells its metrics on a port that the outside does not reach', () => {
    const { selector, endpoints } = theOne(made, 'ServiceMonitor', 'podinfo', 'app')['spec'];

    expect({ selector, endpoints }).toEqual({ selector: { matchLabels: { app: 'podinfo' } }, endpoints: [{ port: 'http-metrics' }] });
    expect(theOne(made, 'Service', 'podinfo', 'app')['spec'].ports).toContainEqual({
      name: 'http-metrics',
      port: 9797,
      targetPort: 'http-metrics',
    });
  });
});

test('mgmt carries no workload', () => {
  expect(
    FLEET.filter(({ cluster }) => isManagement(cluster))
      .flatMap((made) => ofKind(made, 'Deployment'))
      .map(({ metadata }) => metadata.namespace),
  ).not.toContain('app');
});
