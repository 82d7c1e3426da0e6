import type { KubeObject } from '../../manifest/manifest.ts';
import { container, selector, BASES, CLUSTER_WIDE } from './verdict-bases.ts';

type Changes = Readonly<Record<string, unknown>>;

const c0 = 'spec.template.spec.containers.0';
const host = 'spec.rules.0.http.paths.0';

/** What is asked of the API server: a base, and what is changed in it; `undefined` removes. */
const TABLE: readonly (readonly [string, keyof typeof BASES, Changes])[] = [
  ...Object.keys(BASES).map((name) => [`a sound ${name}`, name as keyof typeof BASES, {}] as const),
  // Types
  ['a number as text', 'service', { 'spec.ports.0.port': '80' }],
  ['a named target port', 'service', { 'spec.ports.0.targetPort': 'http' }],
  ['a number as variable', 'deployment', { [`${c0}.env`]: [{ name: 'PORT', value: 8080 }] }],
  ['a boolean as variable', 'deployment', { [`${c0}.env`]: [{ name: 'DEBUG', value: true }] }],
  ['a null variable', 'deployment', { [`${c0}.env`]: [{ name: 'DEBUG', value: null }] }],
  ['a number as annotation', 'service', { 'metadata.annotations': { 'a.example.org/n': 1 } }],
  ['a boolean as label', 'service', { 'metadata.labels': { canary: true } }],
  ['a number in a ConfigMap', 'configMap', { 'data.port': 80 }],
  ['replicas as text', 'deployment', { 'spec.replicas': '2' }],
  ['replicas below zero', 'deployment', { 'spec.replicas': -1 }],
  ['replicas with a fraction', 'deployment', { 'spec.replicas': 1.5 }],
  ['a map for a list', 'deployment', { 'spec.template.spec.containers': container }],
  ['args as text', 'deployment', { [`${c0}.args`]: '--verbose' }],
  ['a number among args', 'deployment', { [`${c0}.args`]: ['--port', 8080] }],
  ['a null list', 'deployment', { [`${c0}.args`]: null }],
  ['null labels', 'deployment', { 'metadata.labels': null }],
  ['a null creation time', 'deployment', { 'metadata.creationTimestamp': null }],
  // Unknown fields
  ['a field with a slip', 'service', { 'spec.ports.0.tagetPort': 80 }],
  ['a field one level too high', 'deployment', { 'spec.containers': [container] }],
  ['an unknown field of a definition', 'certificate', { 'spec.dnsName': ['a'] }],
  ['an unknown field inside a reference', 'issuer', { 'spec.vault.auth.kubernetes.serviceAccountRef.namespace': 'a' }],
  ['an unknown field of metadata', 'certificate', { 'metadata.label': {} }],
  // Required
  ['a container without name', 'deployment', { [`${c0}.name`]: undefined }],
  ['no selector', 'deployment', { 'spec.selector': undefined }],
  ['an empty selector', 'deployment', { 'spec.selector': {} }],
  ['no containers', 'deployment', { 'spec.template.spec.containers': [] }],
  ['no serviceName', 'statefulSet', { 'spec.serviceName': undefined }],
  ['no podSelector', 'networkPolicy', { 'spec.podSelector': undefined }],
  ['no value', 'priorityClass', { value: undefined }],
  ['no roleRef', 'roleBinding', { roleRef: undefined }],
  ['no issuer', 'certificate', { 'spec.issuerRef': undefined }],
  ['no destination', 'application', { 'spec.destination': undefined }],
  ['no schedule', 'cronJob', { 'spec.schedule': undefined }],
  ['no maxReplicas', 'hpa', { 'spec.maxReplicas': undefined }],
  // Words
  ['a pull policy in lower case', 'deployment', { [`${c0}.imagePullPolicy`]: 'always' }],
  ['an unknown protocol', 'service', { 'spec.ports.0.protocol': 'HTTP' }],
  ['an unknown type', 'service', { 'spec.type': 'Loadbalancer' }],
  ['an unknown strategy', 'deployment', { 'spec.strategy': { type: 'Rolling' } }],
  ['an unknown path type', 'ingress', { [`${host}.pathType`]: 'prefix' }],
  ['an unknown TLS mode', 'destinationRule', { 'spec.trafficPolicy.tls.mode': 'MUTAL' }],
  ['an unknown update mode', 'vpa', { 'spec.updatePolicy.updateMode': 'off' }],
  ['an unknown task', 'recurringJob', { 'spec.task': 'snapshots' }],
  ['an unknown policy type', 'networkPolicy', { 'spec.policyTypes': ['ingress'] }],
  // Names
  ['a name in capitals', 'service', { 'metadata.name': 'Web' }],
  ['a name with an underscore', 'configMap', { 'metadata.name': 'web_config' }],
  ['a name with dots', 'configMap', { 'metadata.name': 'web.config' }],
  ['a Role with a colon', 'role', { 'metadata.name': 'system:web' }],
  ['a long name of a CronJob', 'cronJob', { 'metadata.name': 'a'.repeat(53) }],
  ['a container in capitals', 'deployment', { [`${c0}.name`]: 'App' }],
  ['a long port name', 'deployment', { [`${c0}.ports.0.name`]: 'http-management-port' }],
  ['a port name without letters', 'deployment', { [`${c0}.ports.0.name`]: '8080' }],
  ['a long port name of a Service', 'service', { 'spec.ports.0.name': 'http-management-port' }],
  ['a long label', 'service', { 'metadata.labels': { app: 'a'.repeat(64) } }],
  ['a label with a slash', 'service', { 'metadata.labels': { app: 'a/b' } }],
  ['a label name with two slashes', 'service', { 'metadata.labels': { 'a/b/c': 'd' } }],
  ['an annotation name in capitals', 'service', { 'metadata.annotations': { 'Example.org/Name': 'a b' } }],
  ['a label prefix in capitals', 'service', { 'metadata.labels': { 'Example.org/name': 'a' } }],
  ['a key with a space', 'configMap', { data: { 'a b': 'c' } }],
  // Quantities, durations, schedules, networks
  ['an unknown suffix', 'deployment', { [`${c0}.resources`]: { requests: { memory: '512MB' } } }],
  ['a quantity as number', 'deployment', { [`${c0}.resources`]: { requests: { cpu: 0.5 } } }],
  ['a request above the limit', 'deployment', { [`${c0}.resources`]: { requests: { cpu: '2' }, limits: { cpu: '1500m' } } }],
  ['a limit alone', 'deployment', { [`${c0}.resources`]: { limits: { cpu: '1500m' } } }],
  ['a claim of 10 G', 'claim', { 'spec.resources.requests.storage': '10 G' }],
  ['a duration without unit', 'virtualService', { 'spec.http.0.timeout': '5' }],
  ['a duration as number', 'virtualService', { 'spec.http.0.timeout': 5 }],
  ['an interval without unit', 'serviceMonitor', { 'spec.endpoints.0.interval': '30' }],
  ['an alert without duration', 'prometheusRule', { 'spec.groups.0.rules.0.for': '' }],
  ['six fields of cron', 'cronJob', { 'spec.schedule': '0 0 3 * * *' }],
  ['an hour 24', 'cronJob', { 'spec.schedule': '0 24 * * *' }],
  ['a macro', 'cronJob', { 'spec.schedule': '@daily' }],
  ['a time zone', 'cronJob', { 'spec.timeZone': 'Asia/Seoul' }],
  ['no such time zone', 'cronJob', { 'spec.timeZone': 'Asia/Soul' }],
  ['an address for a network', 'networkPolicy', { 'spec.ingress.0.from': [{ ipBlock: { cidr: '10.0.0.1' } }] }],
  ['an exception outside', 'networkPolicy', { 'spec.ingress.0.from': [{ ipBlock: { cidr: '10.0.0.0/8', except: ['192.168.0.0/16'] } }] }],
  ['an exception inside', 'networkPolicy', { 'spec.ingress.0.from': [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] }],
  ['a secret that is not base64', 'secret', { data: { a: 'not base64!' } }],
  // Meaning
  ['a probe with two handlers', 'deployment', { [`${c0}.livenessProbe`]: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } }],
  ['a probe without handler', 'deployment', { [`${c0}.livenessProbe`]: { periodSeconds: 5 } }],
  ['a liveness probe with two successes', 'deployment', { [`${c0}.livenessProbe`]: { tcpSocket: { port: 80 }, successThreshold: 2 } }],
  [
    'value and valueFrom',
    'deployment',
    { [`${c0}.env`]: [{ name: 'A', value: 'b', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] },
  ],
  [
    'a mount of a volume',
    'deployment',
    { [`${c0}.volumeMounts`]: [{ name: 'a', mountPath: '/a' }], 'spec.template.spec.volumes': [{ name: 'a', emptyDir: {} }] },
  ],
  ['a volume with two sources', 'deployment', { 'spec.template.spec.volumes': [{ name: 'a', emptyDir: {}, configMap: { name: 'b' } }] }],
  ['a volume without source', 'deployment', { 'spec.template.spec.volumes': [{ name: 'a' }] }],
  ['restartPolicy Never', 'deployment', { 'spec.template.spec.restartPolicy': 'Never' }],
  ['a Job that always restarts', 'job', { 'spec.template.spec.restartPolicy': undefined }],
  ['Recreate with rollingUpdate', 'deployment', { 'spec.strategy': { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } }],
  ['no surge and none unavailable', 'deployment', { 'spec.strategy': { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }],
  ['a surge as text', 'deployment', { 'spec.strategy': { rollingUpdate: { maxSurge: '1' } } }],
  ['a surge in per cent', 'deployment', { 'spec.strategy': { rollingUpdate: { maxSurge: '50%' } } }],
  ['minReplicas above maxReplicas', 'hpa', { 'spec.minReplicas': 5 }],
  ['a metric without source', 'hpa', { 'spec.metrics': [{ type: 'Pods' }] }],
  ['a target without value', 'hpa', { 'spec.metrics.0.resource.target': { type: 'Utilization' } }],
  ['a window of two hours', 'hpa', { 'spec.behavior': { scaleDown: { stabilizationWindowSeconds: 7200 } } }],
  ['both budgets', 'pdb', { 'spec.maxUnavailable': 1 }],
  ['a budget as text', 'pdb', { 'spec.minAvailable': '1' }],
  ['no path type', 'ingress', { [`${host}.pathType`]: undefined }],
  ['a path without slash', 'ingress', { [`${host}.path`]: 'api' }],
  ['a backend by name and number', 'ingress', { [`${host}.backend.service.port`]: { name: 'http', number: 80 } }],
  ['a backend without port', 'ingress', { [`${host}.backend.service.port`]: undefined }],
  ['a host with a scheme', 'ingress', { 'spec.rules.0.host': 'https://a.example.org' }],
  ['a wildcard host', 'ingress', { 'spec.rules.0.host': '*.example.org' }],
  ['an address as host', 'ingress', { 'spec.rules.0.host': '192.0.2.1' }],
  ['no rules', 'ingress', { 'spec.rules': undefined }],
  ['two ports without names', 'service', { 'spec.ports': [{ port: 80 }, { port: 443 }] }],
  [
    'two ports with names',
    'service',
    {
      'spec.ports': [
        { name: 'a', port: 80 },
        { name: 'b', port: 443 },
      ],
    },
  ],
  ['a port that is too high', 'service', { 'spec.ports.0.port': 65536 }],
  ['a node port of a ClusterIP', 'service', { 'spec.ports.0.nodePort': 30080 }],
  ['no ports', 'service', { 'spec.ports': undefined }],
  ['headless without ports', 'service', { 'spec.ports': undefined, 'spec.clusterIP': 'None' }],
  ['headless LoadBalancer', 'service', { 'spec.type': 'LoadBalancer', 'spec.clusterIP': 'None' }],
  ['a policy of outside traffic inside', 'service', { 'spec.externalTrafficPolicy': 'Local' }],
  ['no access mode', 'claim', { 'spec.accessModes': undefined }],
  ['an unknown access mode', 'claim', { 'spec.accessModes': ['RWO'] }],
  ['no size', 'claim', { 'spec.resources': undefined }],
  ['a rule without verbs', 'role', { rules: [{ apiGroups: [''], resources: ['pods'] }] }],
  ['a rule without groups', 'role', { rules: [{ resources: ['pods'], verbs: ['get'] }] }],
  ['a URL in a Role', 'role', { rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] }],
  ['a subject of the wrong group', 'roleBinding', { 'subjects.0.apiGroup': 'rbac.authorization.k8s.io' }],
  ['a defaultRequest above default', 'limitRange', { 'spec.limits.0.defaultRequest.cpu': '2' }],
  ['an empty toleration', 'deployment', { 'spec.template.spec.tolerations': [{ effect: 'NoSchedule' }] }],
  ['a toleration of everything', 'deployment', { 'spec.template.spec.tolerations': [{ operator: 'Exists' }] }],
  ['seconds of a toleration', 'deployment', { 'spec.template.spec.tolerations': [{ key: 'a', operator: 'Exists', tolerationSeconds: 5 }] }],
  [
    'a weight of 0',
    'deployment',
    {
      'spec.template.spec.affinity': {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname' } }],
        },
      },
    },
  ],
  [
    'In without values',
    'deployment',
    {
      'spec.template.spec.affinity': {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchExpressions: [{ key: 'app', operator: 'In' }] } },
          ],
        },
      },
    },
  ],
  ['privileged without escalation', 'deployment', { [`${c0}.securityContext`]: { privileged: true, allowPrivilegeEscalation: false } }],
  ['a priority of the system', 'priorityClass', { value: 2000000000 }],
  ['a TLS secret without key', 'secret', { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'a' } }],
  ['a large ConfigMap', 'configMap', { 'data.a': 'x'.repeat(1024 * 1024) }],
  ['large annotations', 'service', { 'metadata.annotations': { a: 'x'.repeat(256 * 1024) } }],
  // Definitions: forms, lists, CEL
  ['null labels of a subset', 'destinationRule', { 'spec.subsets.0.labels': null }],
  ['null where a field is required', 'certificate', { 'spec.issuerRef': null }],
  ['null in a list', 'certificate', { 'spec.dnsNames': [null] }],
  ['null as the value of a map', 'destinationRule', { 'spec.subsets.0.labels': { app: null } }],
  ['a null list of a definition', 'virtualService', { 'spec.gateways': null }],
  ['a null label', 'service', { 'metadata.labels': { app: null } }],
  ['a null selector', 'service', { 'spec.selector': { app: null } }],
  ['null in a list of core', 'deployment', { [`${c0}.args`]: [null] }],
  ['null data', 'configMap', { data: { a: null } }],
  ['a null container', 'deployment', { 'spec.template.spec.containers': [container, null] }],
  ['a CPU of a VPA as number', 'vpa', { 'spec.resourcePolicy': { containerPolicies: [{ containerName: '*', minAllowed: { cpu: 0.5 } }] } }],
  ['a text that looks like a number', 'recurringJob', { 'spec.retain': '7' }],
  ['no image', 'deployment', { [`${c0}.image`]: undefined }],
  ['an image with a space', 'deployment', { [`${c0}.image`]: 'nginx:1.27 ' }],
  ['no group of a role', 'roleBinding', { 'roleRef.apiGroup': undefined }],
  ['a User without group', 'roleBinding', { subjects: [{ kind: 'User', name: 'a' }] }],
  ['a header without value', 'deployment', { [`${c0}.livenessProbe`]: { httpGet: { port: 80, httpHeaders: [{ name: 'a' }] } } }],
  ['a sysctl without value', 'deployment', { 'spec.template.spec.securityContext': { sysctls: [{ name: 'net.ipv4.tcp_syncookies' }] } }],
  [
    'a preference of nothing',
    'deployment',
    { 'spec.template.spec.affinity': { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }] } } },
  ],
  ['a driver without spec', 'csiDriver', { spec: undefined }],
  ['a quota without scopes', 'quota', {}],
  ['a webhook without sideEffects', 'webhook', { 'webhooks.0.sideEffects': undefined }],
  ['a webhook without client', 'webhook', { 'webhooks.0.clientConfig': undefined }],
  ['a webhook of half a minute and more', 'webhook', { 'webhooks.0.timeoutSeconds': 31 }],
  ['a StorageClass without provisioner', 'storageClass', { provisioner: undefined }],
  ['an unknown binding mode', 'storageClass', { volumeBindingMode: 'waitForFirstConsumer' }],
  ['a date without time', 'certificate', { 'metadata.creationTimestamp': '2026-01-31' }],
  ['a subset without labels', 'destinationRule', { 'spec.subsets.0.labels': undefined }],
  ['two ways of a match', 'virtualService', { 'spec.http.0.match.0.uri': { prefix: '/', exact: '/a' } }],
  ['a port of 0', 'virtualService', { 'spec.http.0.route.0.destination.port.number': 0 }],
  ['a timeout below a millisecond', 'virtualService', { 'spec.http.0.timeout': '10us' }],
  ['mTLS of a port without selector', 'peerAuthentication', { 'spec.portLevelMtls': { 8080: { mode: 'DISABLE' } } }],
  [
    'mTLS of a port with selector',
    'peerAuthentication',
    { 'spec.selector': selector, 'spec.portLevelMtls': { 8080: { mode: 'DISABLE' } } },
  ],
  [
    'an empty selector of mTLS',
    'peerAuthentication',
    { 'spec.selector': { matchLabels: {} }, 'spec.portLevelMtls': { 8080: { mode: 'DISABLE' } } },
  ],
  ['a port beyond all', 'peerAuthentication', { 'spec.selector': selector, 'spec.portLevelMtls': { 80800: { mode: 'DISABLE' } } }],
  ['an address with DNS', 'serviceEntry', { 'spec.addresses': ['192.0.2.0/24'] }],
  [
    'two ports of one number',
    'serviceEntry',
    {
      'spec.ports': [
        { number: 443, name: 'a', protocol: 'TLS' },
        { number: 443, name: 'b', protocol: 'TLS' },
      ],
    },
  ],
  [
    'two ports of one name',
    'serviceEntry',
    {
      'spec.ports': [
        { number: 443, name: 'a', protocol: 'TLS' },
        { number: 444, name: 'a', protocol: 'TLS' },
      ],
    },
  ],
  ['a path without slash in a route', 'httpRoute', { 'spec.rules.0.matches.0.path.value': 'api' }],
  ['a path with two slashes', 'httpRoute', { 'spec.rules.0.matches.0.path.value': '/a//b' }],
  ['a backend without port in a route', 'httpRoute', { 'spec.rules.0.backendRefs.0.port': undefined }],
  [
    'a redirect beside backends',
    'httpRoute',
    { 'spec.rules.0.filters': [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] },
  ],
  ['a filter without its settings', 'httpRoute', { 'spec.rules.0.filters': [{ type: 'RequestRedirect' }] }],
  ['a type that is left out', 'httpRoute', { 'spec.rules.0.matches.0.path': { value: '/a' } }],
  ['a backend timeout above the timeout', 'httpRoute', { 'spec.rules.0.timeouts': { request: '1s', backendRequest: '2s' } }],
  ['two parents of one name', 'httpRoute', { 'spec.parentRefs': [{ name: 'a' }, { name: 'a' }] }],
  ['a port as number', 'ciliumPolicy', { 'spec.ingress.0.toPorts.0.ports.0.port': 8080 }],
  ['a port that is no number', 'ciliumPolicy', { 'spec.ingress.0.toPorts.0.ports.0.port': '99999' }],
  ['an unknown entity', 'ciliumPolicy', { 'spec.ingress.0': { fromEntities: ['internet'] } }],
  ['a protocol in lower case', 'ciliumPolicy', { 'spec.ingress.0.toPorts.0.ports.0.protocol': 'tcp' }],
];

export interface VerdictCase {
  readonly title: string;
  readonly object: KubeObject;
}

/** The table as objects, each with a name of its own in the namespace `t`. */
export function verdictCases(): readonly VerdictCase[] {
  return TABLE.map(([title, base, changes], index) => {
    const object = structuredClone(BASES[base]) as Record<string, unknown>;
    const scoped = CLUSTER_WIDE.has(base) ? {} : { namespace: 't' };
    object['metadata'] = { name: `case-${index}`, ...scoped };
    for (const [path, value] of Object.entries(changes)) set(object, path.split('.'), value);
    return { title: `${title} (${object['kind'] as string})`, object: object as unknown as KubeObject };
  });
}

function set(object: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length > 0) {
    object[name] ??= {};
    set(object[name] as Record<string, unknown>, rest, value);
  } else if (value === undefined) Reflect.deleteProperty(object, name);
  else object[name] = value;
}
