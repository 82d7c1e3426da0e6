import { cronJob, deployment, job, kube, ruleCases, service } from '../../testing.ts';
import { schemaValid } from './schema-valid.ts';

const ingress = (path: Readonly<Record<string, unknown>>) =>
  kube(
    'networking.k8s.io/v1/Ingress',
    {},
    { spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'web', port: { number: 80 } } }, ...path }] } }] } },
  );
const hpa = (spec: Readonly<Record<string, unknown>>) =>
  kube(
    'autoscaling/v2/HorizontalPodAutoscaler',
    {},
    { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 4, ...spec } },
  );
const virtualService = (http: readonly unknown[]) => kube('networking.istio.io/v1/VirtualService', {}, { spec: { hosts: ['web'], http } });
const to = (host: string, weight?: number) => ({ destination: { host }, ...(weight !== undefined && { weight }) });
const gateway = (server: Readonly<Record<string, unknown>>) =>
  kube('networking.istio.io/v1/Gateway', {}, { spec: { selector: { istio: 'ingressgateway' }, servers: [{ hosts: ['*'], ...server }] } });
const application = (source: Readonly<Record<string, unknown>>) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    {},
    {
      spec: {
        project: 'default',
        source: { repoURL: 'https://charts.example.org', ...source },
        destination: { server: 'https://kubernetes.default.svc' },
      },
    },
  );
const lamp = kube(
  'apiextensions.k8s.io/v1/CustomResourceDefinition',
  { name: 'lamps.example.org' },
  {
    spec: {
      group: 'example.org',
      names: { kind: 'Lamp', plural: 'lamps' },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { spec: { type: 'object', properties: { watts: { type: 'integer', minimum: 1 } } } },
            },
          },
        },
      ],
    },
  },
);

const spread = (more: object) =>
  deployment({ pod: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', labelSelector: {}, ...more }] } });
const quota = (hard: object, scope: string) => kube('v1/ResourceQuota', {}, { spec: { hard, scopes: [scope] } });

ruleCases(schemaValid, {
  accepts: {
    'least domains that are wanted': [spread({ minDomains: 3, whenUnsatisfiable: 'DoNotSchedule' })],
    'requests of some pods': [quota({ pods: '4', 'requests.cpu': '4', 'limits.memory': '4Gi' }, 'NotTerminating')],
    'a name that the API server completes': [job({ name: 'migrate-', pod: { restartPolicy: 'Never' } })].map((each) => ({
      ...each,
      metadata: { ...each.metadata, generateName: 'migrate-' },
    })),
    'a value that a plugin fills in': [
      kube('v1/Secret', {}, { data: { password: '<db-password>', token: '<path:secret/data/web#token>' } }),
    ],
    'a value that SOPS encrypted': [
      kube('v1/Secret', {}, { data: { 'seal.key': 'ENC[AES256_GCM,data:tgXd+k7=,iv:HGFF=,tag:qtwg==,type:str]' } }),
    ],
    'a chart of a registry, whole in the address': [
      application({ repoURL: 'oci://ghcr.io/acme/charts/web', chart: 'web', targetRevision: '1.2.3' }),
    ],
    'a host that Flux fills in': [
      kube(
        'networking.k8s.io/v1/Ingress',
        {},
        { spec: { rules: [{ host: 'web.${domain}' }], defaultBackend: { service: { name: 'web', port: { number: 80 } } } } },
      ),
    ],
    'a class that is set twice, and alike': [
      kube(
        'networking.k8s.io/v1/Ingress',
        { annotations: { 'kubernetes.io/ingress.class': 'alb' } },
        { spec: { ingressClassName: 'alb', defaultBackend: { service: { name: 'web', port: { number: 80 } } } } },
      ),
    ],
    'a choice that rests on a default': [
      kube(
        'gateway.networking.k8s.io/v1/Gateway',
        {},
        { spec: { gatewayClassName: 'x', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }], addresses: [{ value: '10.0.0.1' }] } },
      ),
    ],
    'a Deployment': [deployment()],
    'a field that is written and empty': [deployment({ container: { args: null, resources: null } })],
    'a quantity as a number': [deployment({ container: { resources: { requests: { cpu: 0.5, memory: 1e9 } } } })],
    'a named target port': [service({ ports: [{ port: 80, targetPort: 'http' }] })],
    'a surge in per cent': [deployment({ spec: { strategy: { rollingUpdate: { maxSurge: '50%', maxUnavailable: 0 } } } })],
    'a schedule by name, and one that never comes': [
      cronJob({ name: 'a', spec: { schedule: '@daily' }, pod: { restartPolicy: 'Never' } }),
      cronJob({ name: 'b', spec: { schedule: '0 0 31 2 *' }, pod: { restartPolicy: 'Never' } }),
    ],
    'a kind that nobody described': [kube('example.org/v1/Lamp', {}, { spec: { watts: 'many' } })],
    'weights that add up': [virtualService([{ route: [to('a', 90), to('b', 10)] }])],
    'one destination without a weight': [virtualService([{ route: [to('a')] }])],
    'a redirect to HTTPS on a plain port': [
      gateway({ port: { number: 80, name: 'http', protocol: 'HTTP' }, tls: { httpsRedirect: true } }),
    ],
    'a gateway that passes TLS through': [gateway({ port: { number: 443, name: 'tls', protocol: 'TLS' }, tls: { mode: 'PASSTHROUGH' } })],
    'a chart with its version': [application({ chart: 'web', targetRevision: '1.2.3' })],
    'holes that something else fills': [
      deployment({
        spec: { replicas: '${REPLICAS}' },
        container: { imagePullPolicy: '{{ .Values.pullPolicy }}', resources: { limits: { cpu: '${CPU:=1}' } } },
      }),
    ],
    'a template of which the generator fills in the rest': [
      kube(
        'argoproj.io/v1alpha1/ApplicationSet',
        {},
        {
          spec: {
            generators: [],
            template: { metadata: { name: '{{.name}}' }, spec: { project: 'a', destination: {}, source: { repoURL: 'a' } } },
          },
        },
      ),
    ],
    'an object of a definition in the tree': [lamp, kube('example.org/v1/Lamp', {}, { spec: { watts: 7 } })],
  },
  refuses: {
    'two classes': {
      given: [
        kube(
          'networking.k8s.io/v1/Ingress',
          { annotations: { 'kubernetes.io/ingress.class': 'alb' } },
          { spec: { ingressClassName: 'nginx', defaultBackend: { service: { name: 'web', port: { number: 80 } } } } },
        ),
      ],
      says: 'the class is set twice, "nginx" in ingressClassName and "alb" in the annotation kubernetes.io/ingress.class',
    },
    'a unit that is missing or another': {
      given: [
        deployment({ container: { resources: { limits: { memory: '512m' }, requests: { cpu: '500m' } } } }),
        kube('v1/PersistentVolumeClaim', {}, { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10' } } } }),
      ],
      says: ['512m of memory is less than a byte: "m" stands for thousandths', '10 of storage is 10 bytes'],
      fix: 'Write the unit that is meant, such as 512Mi or 512Gi.',
    },
    'a port as text': {
      given: [service({ ports: [{ port: '80' }] })],
      says: 'the text "80" stands where a whole number must stand',
      fix: 'Write 80 without quotes.',
    },
    'a word in the wrong case': {
      given: [deployment({ container: { imagePullPolicy: 'ifNotPresent' } })],
      says: '"ifNotPresent" is not one of Always, IfNotPresent, Never',
      fix: 'Did you mean "IfNotPresent"?',
    },
    'megabytes in a unit of their own': {
      given: [deployment({ container: { resources: { limits: { memory: '512MB' } } } })],
      says: '"512MB" is no quantity',
    },
    'a request above its limit': {
      given: [deployment({ container: { resources: { requests: { cpu: '2' }, limits: { cpu: '1500m' } } } })],
      says: 'the request of cpu is 2, more than its limit 1500m',
    },
    'a probe with two handlers': {
      given: [deployment({ container: { livenessProbe: { httpGet: { port: 80 }, exec: { command: ['true'] } } } })],
      says: 'the probe has exec and httpGet, and may have one of them only',
    },
    'a Job that always restarts': {
      given: [job()],
      says: 'the pods of a Job have restartPolicy Always, the default, where only OnFailure and Never are taken',
    },
    'a schedule with seconds': {
      given: [cronJob({ spec: { schedule: '0 0 3 * * *' }, pod: { restartPolicy: 'Never' } })],
      says: '0 0 3 * * * has 6 fields, Kubernetes takes 5',
    },
    'an Ingress path without type': {
      given: [ingress({ path: '/' })],
      says: ['spec.rules[0].http.paths[0].pathType is required and missing'],
    },
    'an autoscaler that cannot scale': { given: [hpa({ minReplicas: 5 })], says: 'minReplicas is 5, more than maxReplicas 4' },
    'weights that add up to more': {
      given: [virtualService([{ route: [to('a', 90), to('b', 20)] }])],
      says: 'the weights add up to 110',
    },
    'a route that leads nowhere': {
      given: [virtualService([{ match: [{ uri: { prefix: '/' } }] }])],
      says: 'the route leads nowhere: it has no route, redirect, directResponse or delegate',
    },
    'a protocol that no gateway speaks': {
      given: [gateway({ port: { number: 443, name: 'https', protocol: 'SSL' }, tls: { mode: 'PASSTHROUGH' } })],
      says: '"SSL" is not one of HTTP, HTTPS, GRPC, GRPC-WEB, HTTP2, MONGO, TCP, TLS, UDP, HBONE, MYSQL, REDIS, THRIFT',
    },
    'a chart and a path': {
      given: [application({ chart: 'web', path: 'web', targetRevision: '1' })],
      says: 'the source has the chart web and the path web, and may have one of them',
    },
    'two ways to match': {
      given: [virtualService([{ match: [{ uri: { prefix: '/', exact: '/a' } }], route: [to('a')] }])],
      says: 'spec.http[0].match[0].uri sets exact and prefix, of which only one may be set',
    },
    'an object against a definition of the tree': {
      given: [lamp, kube('example.org/v1/Lamp', {}, { spec: { watts: 0 } })],
      says: '0 is less than 1',
    },
    'a secret that is not encoded, and is not repeated': {
      given: [kube('v1/Secret', {}, { data: { password: 'open sesame!' } })],
      says: 'the value is not base64',
    },
    'least domains of a spread that is only tried': {
      given: [spread({ minDomains: 3, whenUnsatisfiable: 'ScheduleAnyway' })],
      says: 'minDomains goes with whenUnsatisfiable DoNotSchedule, here it is "ScheduleAnyway"',
    },
    'claims counted of some pods': {
      given: [quota({ pods: '4', persistentvolumeclaims: '2' }, 'PriorityClass')],
      says: 'persistentvolumeclaims is counted with the scope PriorityClass, which is about pods',
    },
    'requests of pods that make none': {
      given: [quota({ 'requests.cpu': '4' }, 'BestEffort')],
      says: 'requests.cpu is counted with the scope BestEffort, which is about pods that ask for nothing',
    },
    'null labels of a subset': {
      given: [kube('networking.istio.io/v1/DestinationRule', {}, { spec: { host: 'web', subsets: [{ name: 'stable', labels: null }] } })],
      says: 'null stands where a map must stand',
    },
  },
});
