import { made, the } from './testing.ts';

// Who may talk to whom in blog-system (seed 002, CiliumNetworkPolicies): exactly these, in both directions.

const cluster = made();

type Labels = Readonly<Record<string, string>>;
interface Rule {
  readonly fromEndpoints?: readonly { readonly matchLabels: Labels }[];
  readonly toEndpoints?: readonly { readonly matchLabels: Labels }[];
  readonly toEntities?: readonly string[];
  readonly toFQDNs?: readonly Labels[];
  readonly toPorts?: readonly {
    readonly ports: readonly { readonly port: string; readonly protocol: string }[];
    readonly rules?: { readonly http?: readonly { readonly method: string }[]; readonly dns?: readonly Labels[] };
  }[];
}

/** One line for each permission: `web → 8080/TCP GET POST`. */
function lines(rules: readonly Rule[]): string[] {
  return rules.flatMap(({ fromEndpoints, toEndpoints, toEntities, toFQDNs, toPorts = [] }) => {
    const peers = [
      ...[...(fromEndpoints ?? []), ...(toEndpoints ?? [])].map(({ matchLabels }) => nameOf(matchLabels)),
      ...(toEntities ?? []),
      ...(toFQDNs ?? []).flatMap((name) => Object.values(name)),
    ];
    const ports = toPorts.map(({ ports, rules }) =>
      [...ports.map(({ port, protocol }) => `${port}/${protocol}`), ...(rules?.http ?? []).map(({ method }) => method)].join(' '),
    );
    if (ports.length === 0) return [];
    return (peers.length === 0 ? ['anyone'] : peers).map((peer) => `${peer} ${ports.join(' ')}`);
  });
}

function nameOf({ 'k8s:io.kubernetes.pod.namespace': namespace, ...labels }: Labels): string {
  const name = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
  return namespace === undefined ? name : `${namespace}/${name}`;
}

const PROMETHEUS = 'monitoring/app.kubernetes.io/component=server,app.kubernetes.io/instance=prometheus,app.kubernetes.io/name=prometheus';
const DNS = 'kube-system/k8s-app=kube-dns 53/UDP 53/TCP';
const XDS = 'istio-system/app=istiod,istio=pilot 15012/TCP';

test.each([
  ['mysql', ['app=mysql-exporter 3306/TCP', 'app=mysql-backup 3306/TCP', 'app=was 3306/TCP'], [DNS]],
  [
    'was',
    // Prometheus reads the metrics of the JVM, which the WAS dashboard shows (D-08)
    ['app=web 8080/TCP GET POST PUT DELETE', `${PROMETHEUS} 8080/TCP GET`],
    [
      'app=mysql 3306/TCP',
      'monitoring/app.kubernetes.io/instance=tempo,app.kubernetes.io/name=tempo 4317/TCP',
      'github.com 443/TCP',
      '*.githubusercontent.com 443/TCP',
      XDS,
      DNS,
    ],
  ],
  ['web', ['anyone 80/TCP'], ['app=was 8080/TCP', XDS, DNS]],
  ['mysql-exporter', [`${PROMETHEUS} 9104/TCP`], ['app=mysql 3306/TCP', DNS]],
  ['mysql-backup', [], ['app=mysql 3306/TCP', 'world 443/TCP', DNS]],
])('%s talks to whom it must, and to nobody else', (name, ingress, egress) => {
  const { spec } = the(cluster, 'CiliumNetworkPolicy', `${name}-isolation`);

  expect({ selects: spec.endpointSelector, ingress: lines(spec.ingress).sort(), egress: lines(spec.egress).sort() }).toEqual({
    selects: { matchLabels: { app: name } },
    ingress: [...ingress].sort(),
    egress: [...egress].sort(),
  });
});

test('a name in a rule has its answer seen on the way (seed 002, FQDN rules)', () => {
  const egress = the(cluster, 'CiliumNetworkPolicy', 'was-isolation')['spec'].egress as Rule[];

  const asked = egress.flatMap(({ toPorts = [] }) => toPorts).flatMap(({ rules }) => rules?.dns ?? []);

  expect(asked).toEqual([{ matchPattern: '*' }]);
});
