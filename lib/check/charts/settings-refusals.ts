import { at, fieldsAt, itemsAt, text, textAt } from '../read.ts';
import { off, on, RENDER, when, type Given, type Refusal, type WrongSetting } from './setting.ts';
import { FURTHER } from './settings-further.ts';
import { WATCH } from './settings-watch.ts';

const AGENT = 'The agent of Cilium ends at its start on every node: running pods lose nothing, new ones get no network.';

function tunnels(values: unknown): boolean {
  return (textAt(values, 'routingMode') ?? 'tunnel') === 'tunnel';
}

/** A part of Cilium that is nothing without its proxy. */
function proxied(part: string): Refusal {
  return {
    path: 'l7Proxy',
    says: ({ values }) =>
      when(off(values, 'l7Proxy') && on(values, `${part}.enabled`), `l7Proxy is off, and ${part} is on, which is nothing else`),
    why: RENDER,
    fix: 'Set l7Proxy: true, or leave it out.',
  };
}

function issuerOf(part: string): Refusal {
  return {
    path: `${part}.method`,
    says: ({ values }) =>
      when(
        textAt(values, `${part}.method`) === 'certmanager' && Object.keys(fieldsAt(values, `${part}.certManagerIssuerRef`)).length === 0,
        `${part}.method is certmanager, and no ${part}.certManagerIssuerRef says who issues`,
      ),
    why: RENDER,
    fix: `Set ${part}.certManagerIssuerRef: {group, kind, name}.`,
  };
}

/** Buckets by the kinds of storage that need some. */
const OBJECTS = /^(s3|gcs|azure|swift|alibabacloud|bos)$/;

function bucketless({ values, major }: Given): string | undefined {
  const type = textAt(values, 'loki.storage.type') ?? '';
  const written = ['loki.config', 'loki.existingSecretForConfig', 'loki.storage.bucketNames.chunks'].some(
    (each) => at(values, each) !== undefined,
  );
  if ((major !== undefined && major < 5) || !OBJECTS.test(type) || written || on(values, 'minio.enabled')) return undefined;
  const beside = at(values, `loki.storage.${type}.bucketNames`) ?? at(values, `loki.storage.${type}.bucketnames`);
  return `loki.storage.type is ${type}, and loki.storage.bucketNames.chunks names no bucket${beside === undefined ? '' : ` (what stands under loki.storage.${type} is not read)`}`;
}

/** Old places of the object store of the sidecar and the ruler: what the operator's object has, and the chart leaves out. */
function flatStore(place: string): Refusal {
  return {
    path: `${place}.objectStorageConfig`,
    says: ({ values }) => {
      const store = fieldsAt(values, `${place}.objectStorageConfig`);
      const flat = ['name', 'key'].filter((key) => store[key] !== undefined);
      return when(
        flat.length > 0 && store['existingSecret'] === undefined && store['secret'] === undefined,
        `objectStorageConfig has ${flat.join(' and ')} themselves, and the chart reads objectStorageConfig.existingSecret`,
      );
    },
    why: 'The chart leaves the whole of it out: no block is ever written to the bucket, and history ends with the retention of Prometheus.',
    fix: 'Write objectStorageConfig: {existingSecret: {name, key}}.',
  };
}

/** The route that the chart has by itself, which stays where only the receivers are written anew. */
function lostNull({ values }: Given): string | undefined {
  const config = at(values, 'alertmanager.config');
  const names = itemsAt(config, 'receivers').map((each) => textAt(each, 'name'));
  const keeps = at(config, 'route.routes') === undefined && at(config, 'route') !== null;
  const own = at(values, 'alertmanager.stringConfig') ?? at(values, 'alertmanager.alertmanagerSpec.useExistingSecret');
  if (
    names.length === 0 ||
    names.includes('null') ||
    !keeps ||
    off(values, 'alertmanager.enabled') ||
    own === true ||
    typeof own === 'string'
  )
    return undefined;
  return `the receivers are ${names.join(', ')}, and the chart still routes the alert Watchdog to the receiver "null"`;
}

const POLICIES = ['cilium.io/v2/CiliumNetworkPolicy', 'cilium.io/v2/CiliumClusterwideNetworkPolicy'];

/** Rules that only the proxy can keep: requests of HTTP and Kafka, and names whose addresses it learns. */
function readsRequests(policy: unknown): boolean {
  const specs = [at(policy, 'spec'), ...itemsAt(policy, 'specs')];
  return specs.some((spec) =>
    ['ingress', 'egress'].some((way) =>
      itemsAt(spec, way).some(
        (rule) =>
          itemsAt(rule, 'toFQDNs').length > 0 || itemsAt(rule, 'toPorts').some((port) => Object.keys(fieldsAt(port, 'rules')).length > 0),
      ),
    ),
  );
}

/** @see https://github.com/cilium/cilium/blob/v1.16.5/install/kubernetes/cilium/templates/validate.yaml and daemon/cmd/daemon_main.go */
const CILIUM: readonly Refusal[] = [
  proxied('gatewayAPI'),
  proxied('ingressController'),
  {
    path: 'l7Proxy',
    says: ({ values, objects }) => {
      const asking = off(values, 'l7Proxy') ? POLICIES.flatMap((kind) => objects?.(kind) ?? []).find(readsRequests) : undefined;
      return when(
        asking !== undefined,
        `l7Proxy is off, and the policy ${textAt(asking, 'metadata.name') ?? ''} allows by requests or names`,
      );
    },
    why: 'The agents refuse the policy ("L7 policy is not supported since L7 proxy is not enabled"): what it allows, and what it closes, is as if it were not there.',
    fix: 'Set l7Proxy: true, or leave it out.',
  },
  issuerOf('hubble.tls.auto'),
  issuerOf('clustermesh.apiserver.tls.auto'),
  {
    path: 'autoDirectNodeRoutes',
    says: ({ values }) =>
      when(
        on(values, 'autoDirectNodeRoutes') && tunnels(values),
        'autoDirectNodeRoutes is on, and packets go through a tunnel (routingMode: tunnel)',
      ),
    why: `${AGENT} It says "auto-direct-node-routes cannot be used with tunneling".`,
    fix: 'Remove autoDirectNodeRoutes, or set routingMode: native with ipv4NativeRoutingCIDR.',
  },
  {
    path: 'routingMode',
    says: ({ values }) =>
      when(
        textAt(values, 'routingMode') === 'native' &&
          at(values, 'ipv4NativeRoutingCIDR') === undefined &&
          !off(values, 'enableIPv4Masquerade') &&
          !off(values, 'ipv4.enabled') &&
          !on(values, 'ipMasqAgent.enabled') &&
          /^(kubernetes|cluster-pool|multi-pool)$/.test(textAt(values, 'ipam.mode') ?? 'cluster-pool') &&
          !['eni', 'gke', 'azure', 'aksbyocni', 'alibabacloud'].some((cloud) => on(values, `${cloud}.enabled`)),
        'routingMode is native, and no ipv4NativeRoutingCIDR says which addresses are routed as they are',
      ),
    why: `${AGENT} It says "native routing cidr must be configured".`,
    fix: 'Set ipv4NativeRoutingCIDR to a range that holds the pods of all clusters that are joined.',
  },
  {
    path: 'loadBalancer.mode',
    says: ({ values }) =>
      when(
        /^(dsr|hybrid)$/.test(textAt(values, 'loadBalancer.mode') ?? '') &&
          tunnels(values) &&
          textAt(values, 'loadBalancer.dsrDispatch') !== 'geneve',
        `loadBalancer.mode is ${textAt(values, 'loadBalancer.mode') ?? ''}, and packets go through a tunnel`,
      ),
    why: `${AGENT} Direct answers work with native routing, or with loadBalancer.dsrDispatch: geneve.`,
    fix: 'Set loadBalancer.mode: snat, or tunnelProtocol and loadBalancer.dsrDispatch to geneve.',
  },
  {
    path: 'egressGateway.enabled',
    says: ({ values }) =>
      when(on(values, 'egressGateway.enabled') && !on(values, 'bpf.masquerade'), 'egressGateway is on without bpf.masquerade'),
    why: `${AGENT} It says "egress gateway requires --enable-bpf-masquerade".`,
    fix: 'Set bpf.masquerade: true, with kubeProxyReplacement: true.',
  },
];

const OUTPUTS: Readonly<Record<string, RegExp>> = {
  loki: /\/loki\/api\/v1\/push/,
  alertmanager: /\/api\/v[12]\/alerts?/,
  elasticsearch: /\/_(doc|bulk)/,
};

/** An address with the path that Falcosidekick puts behind it. */
function pathed(base: string): Refusal {
  return {
    path: base,
    says: ({ values }) => {
      const [wrong] = Object.entries(OUTPUTS).flatMap(([output, added]) => {
        const address = textAt(values, `${base}.${output}.hostport`) ?? '';
        return added.test(address) ? [`${base}.${output}.hostport is ${address}, and the path is added to it once more`] : [];
      });
      return wrong;
    },
    why: 'Every alert is answered with 404: what Falco sees is told to nobody.',
    fix: 'Write the scheme, the host and the port only; another path goes into endpoint.',
  };
}

/** How people log in to Argo CD, beside the chart's own accounts. */
function logins(values: unknown): readonly string[] {
  return ['dex.config', 'oidc.config'].filter((key) => (text(fieldsAt(values, 'configs.cm')[key]) ?? '').trim() !== '');
}

/** By chart. */
const REFUSALS: Readonly<Record<string, readonly Refusal[]>> = {
  // @see https://github.com/argoproj/argo-helm/blob/main/charts/argo-cd/values.yaml
  'argo-cd': [
    {
      path: 'dex.enabled',
      says: ({ values }) =>
        when(off(values, 'dex.enabled') && logins(values).includes('dex.config'), 'dex.enabled is off, and configs.cm has a dex.config'),
      why: 'Nobody answers at /api/dex: the page shows the button, and every login ends with 502.',
      fix: 'Set dex.enabled: true, or remove dex.config.',
    },
    {
      path: 'configs.cm',
      says: ({ values, major }) => {
        const [login] = logins(values);
        const address = textAt(values, 'configs.cm.url') ?? textAt(values, 'global.domain') ?? '';
        return when(
          login !== undefined && address === '',
          `${login} is set, and neither configs.cm.url nor global.domain says how Argo CD is called${major !== undefined && major < 6 ? '' : ' (argocd.example.com is the default)'}`,
        );
      },
      why: 'After the login the browser is sent to a host of somebody else, or the provider refuses the address to return to: nobody gets in.',
      fix: 'Set global.domain (configs.cm.url before 6.0) to the host of the route.',
    },
  ],
  // @see https://github.com/cert-manager/cert-manager/blob/v1.16.2/deploy/charts/cert-manager/templates/_helpers.tpl
  'cert-manager': [
    {
      path: 'installCRDs',
      says: ({ values }) =>
        on(values, 'installCRDs')
          ? (when(on(values, 'crds.enabled'), 'installCRDs and crds.enabled are both on') ??
            when(off(values, 'crds.keep'), 'installCRDs is on beside crds.keep: false'))
          : undefined,
      why: RENDER,
      fix: 'Remove installCRDs, and write crds.enabled with crds.keep.',
    },
  ],
  cilium: CILIUM,
  // Paths that the program adds by itself. @see https://github.com/falcosecurity/falcosidekick/tree/master/docs/outputs
  falco: [pathed('falcosidekick.config')],
  falcosidekick: [pathed('config')],
  // @see https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack
  'kube-prometheus-stack': [
    flatStore('prometheus.prometheusSpec.thanos'),
    flatStore('thanosRuler.thanosRulerSpec'),
    {
      path: 'alertmanager.config.receivers',
      says: lostNull,
      why: 'The operator refuses the configuration (undefined receiver "null"): Alertmanager keeps the old one, or never starts, and nobody is told of any alert.',
      fix: "Add {name: 'null'} to the receivers, or write route.routes, too.",
    },
  ],
  // @see https://github.com/grafana/loki/blob/main/production/helm/loki/templates/validate.yaml and _helpers.tpl
  loki: [
    { path: 'loki.storage.type', says: bucketless, why: RENDER, fix: 'Set loki.storage.bucketNames: {chunks, ruler, admin}.' },
    {
      path: 'lokiCanary.enabled',
      says: ({ values, major }) =>
        when(
          (major === undefined || major >= 6) && off(values, 'lokiCanary.enabled') && !off(values, 'test.enabled'),
          `lokiCanary.enabled is off, and test.enabled is on${at(values, 'test.enabled') === undefined ? ' (the default)' : ''}`,
        ),
      why: `${RENDER} It says "Helm test requires the Loki Canary to be enabled".`,
      fix: 'Set test.enabled: false, too.',
    },
  ],
};

/** Combinations of values that end before anything runs. */
export function* refusals(given: Given): Iterable<WrongSetting> {
  for (const { says, ...refusal } of [REFUSALS, FURTHER, WATCH].flatMap((table) => table[given.chart] ?? [])) {
    const message = says(given);
    if (message !== undefined) yield { severity: 'error', ...refusal, message };
  }
}
