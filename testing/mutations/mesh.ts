import { beside, both, drop, gone, mutationsOf, push, reverse, set } from './mutation.ts';

/** Istio: routes, encryption, sidecars. */
export const mesh = [
  ...mutationsOf('today', {
    'VirtualService/web-vsvc': {
      'a subset off by a letter': [set('spec.http[1].route[1].destination.subset', 'canry'), 'destination-subset-exists'],
      'a host that is no Service': [set('spec.http[0].route[0].destination.host', 'web'), 'destination-service-exists'],
      'a port that the Service does not have': [
        set('spec.http[0].route[0].destination.port', { number: 8080 }),
        'destination-service-exists',
      ],
      'a gateway of another name': [set('spec.gateways[0]', 'gateway'), 'gateway-exists'],
      'a gateway of another namespace': [set('spec.gateways[0]', 'istio-system/blog-gateway'), 'gateway-exists'],
      'a host that the gateway does not take': [set('spec.hosts[0]', 'blog.jiminhome.shpo'), 'gateway-exists'],
      'the route of everybody before the test of the canary': [reverse('spec.http'), 'routes-reachable', 'argocd-ignore-matches'],
      'weights that are not 100': [set('spec.http[1].route[0].weight', 90), 'schema-valid'],
      'a mirror that is no Service': [set('spec.http[1].mirror.host', 'web-mirror'), 'destination-service-exists'],
      'a mirror to a subset that is not there': [set('spec.http[1].mirror.subset', 'shadow'), 'destination-subset-exists'],
      'a mirror to the writing program': [set('spec.http[1].mirror', { host: 'was-service', subset: 'canary' }), 'mirror-reads-only'],
      'more time for the tries than for all of them': [set('spec.http[1].timeout', '3s'), 'retry-budget'],
      'a fault left from a test': [set('spec.http[1].fault', { abort: { httpStatus: 503, percentage: { value: 50 } } }), 'no-fault-left'],
      'an open route behind the last': [
        push('spec.http', { name: 'late', match: [{ uri: { prefix: '/late' } }], route: [{ destination: { host: 'web-service' } }] }),
        'routes-reachable',
      ],
      'a redirect to itself': [
        both(
          drop('spec.http[1].route'),
          drop('spec.http[1].mirror'),
          drop('spec.http[1].mirrorPercentage'),
          set('spec.http[1].redirect', { authority: 'blog.jiminhome.shop' }),
        ),
        'redirect-ends',
        'rollout-routes-exist',
      ],
      'the gateway left out': [drop('spec.gateways'), 'public-host-has-gateway'],
    },
    'VirtualService/was-retry-timeout': {
      'left out': [gone, 'rollout-objects-exist'],
      'another host': [set('spec.hosts[0]', 'was'), 'destination-service-exists'],
      'a second one for the host': [
        beside(
          '{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: was-again, namespace: blog-system}, spec: {hosts: [was-service], http: [{route: [{destination: {host: was-service}}]}]}}',
        ),
        'host-routed-once',
      ],
    },
    'DestinationRule/web-dest-rule': {
      'labels that no pod has': [set('spec.subsets[0].labels.app', 'wbe'), 'subset-has-pods'],
      'one more label that no pod has': [set('spec.subsets[1].labels.version', 'canary'), 'subset-has-pods'],
      'one subset less': [drop('spec.subsets[1]'), 'destination-subset-exists', 'rollout-subsets-exist'],
      'another host': [set('spec.host', 'web'), 'destination-service-exists'],
      'both subsets of one name': [set('spec.subsets[1].name', 'stable'), 'subsets-differ'],
      'mTLS towards pods without sidecar': [set('spec.host', 'mysql-service'), 'tls-modes-agree', 'subset-has-pods'],
      'a second one for the host': [
        beside(
          '{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: web-again, namespace: blog-system}, spec: {host: web-service, trafficPolicy: {tls: {mode: DISABLE}}}}',
        ),
        'one-policy-per-scope',
      ],
      'labels lost': [set('spec.subsets[0].labels', null), 'schema-valid', 'subsets-differ', 'subset-has-pods'],
    },
    'DestinationRule/was-dest-rule': {
      'HTTP settings for the database': [set('spec.host', 'mysql-service'), 'http-settings-need-http', 'subset-has-pods'],
      'left out': [gone, 'destination-subset-exists'],
    },
    'PeerAuthentication/default': {
      'STRICT before pods without sidecar': [set('spec.mtls.mode', 'STRICT'), 'mesh-strict-fits', 'strict-scrape', 'tls-modes-agree'],
      'ports without a selector': [
        set('spec.portLevelMtls', { '8080': { mode: 'DISABLE' } }),
        'peer-authentication-effective',
        'schema-cel',
      ],
      'pods that have no sidecar': [set('spec.selector', { matchLabels: { app: 'mysql' } }), 'peer-authentication-effective'],
      'pods that do not exist': [
        set('spec.selector', { matchLabels: { app: 'wsa' } }),
        'mesh-policy-selects',
        'peer-authentication-effective',
      ],
      'a second one for the namespace': [
        beside(
          '{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: other, namespace: blog-system}, spec: {mtls: {mode: DISABLE}}}',
        ),
        'one-policy-per-scope',
      ],
    },
    'Gateway/blog-gateway': {
      'pods that are no gateway': [set('spec.selector.istio', 'ingress'), 'gateway-selects-pods'],
      'a port that the gateway does not open': [set('spec.servers[0].port.number', 8080), 'gateway-servers-listen', 'gateway-selects-pods'],
      'HTTPS without a certificate': [set('spec.servers[0].port.protocol', 'HTTPS'), 'gateway-servers-listen'],
      'other hosts': [set('spec.servers[0].hosts[0]', '*.jiminhome.shpo'), 'gateway-exists'],
      'left out': [gone, 'gateway-exists'],
    },
    'Deployment/mysql': {
      'a sidecar before a server that speaks first': [drop('spec.template.metadata.annotations'), 'database-outside-mesh'],
    },
    'CronJob/mysql-backup': {
      'a sidecar that never ends': [drop('spec.jobTemplate.spec.template.metadata.annotations'), 'job-sidecar'],
      'the switch of the sidecar misspelt': [
        set('spec.jobTemplate.spec.template.metadata.annotations', { 'sidecar.istio.io/injection': 'false' }),
        'job-sidecar',
        'istio-words-known',
      ],
    },
    'Namespace/blog-system': {
      'a word that Istio does not read': [set('metadata.labels["istio-injection"]', 'true'), 'injection-agrees'],
    },
    'Service/was-service': {
      'a port without protocol': [drop('spec.ports[0].name'), 'port-protocol-declared'],
      'TCP in front of HTTP routes': [set('spec.ports[0].name', 'tcp-was'), 'http-settings-need-http'],
    },
    'Service/web-service': {
      'a second way in': [set('spec.type', 'LoadBalancer'), 'one-entry'],
    },
    'VirtualService/argocd': {
      'a Service of another name': [
        set('spec.http[0].route[0].destination.host', 'argo-cd-server.argocd.svc.cluster.local'),
        'destination-service-exists',
      ],
      'the namespace left out': [set('spec.http[0].route[0].destination.host', 'argocd-server'), 'destination-service-exists'],
      'the host of the blog': [set('spec.hosts[0]', 'blog.jiminhome.shop'), 'host-routed-once'],
    },
    'VirtualService/monitoring': {
      'the container port': [set('spec.http[0].route[0].destination.port.number', 3000), 'destination-service-exists'],
    },
  }),
  ...mutationsOf('planned', {
    'Namespace/blog-system': {
      'no sidecars at all': [drop('metadata.labels'), 'mesh-namespace-injects', 'tls-modes-agree'],
    },
    'DestinationRule/was-dest-rule': {
      'mTLS off between sidecars': [set('spec.trafficPolicy.tls.mode', 'DISABLE'), 'mtls-switched-off', 'authorization-needs-mtls'],
    },
    'ServiceEntry/was-egress-443': {
      'a wildcard asked of DNS': [set('spec.resolution', 'DNS'), 'service-entry-reaches', 'schema-cel'],
    },
    'Gateway/blog-gateway': {
      'HTTPS without its certificate': [drop('spec.servers[1].tls'), 'gateway-servers-listen'],
    },
  }),
  ...mutationsOf('shop', {
    'Deployment/catalog': {
      'no sidecar in a STRICT namespace': [
        set('spec.template.metadata.annotations["sidecar.istio.io/inject"]', 'false'),
        'mesh-strict-fits',
        'tls-modes-agree',
      ],
    },
    'DestinationRule/orders': {
      'plain text towards STRICT pods': [set('spec.trafficPolicy.tls.mode', 'DISABLE'), 'tls-modes-agree'],
      'another Service': [set('spec.host', 'order.shop.svc.cluster.local'), 'destination-service-exists'],
    },
    'PeerAuthentication/default': {
      'mTLS off where clients speak it': [set('spec.mtls.mode', 'DISABLE'), 'tls-modes-agree'],
    },
    'Service/storefront': {
      'a node port in front of STRICT pods': [set('spec.type', 'NodePort'), 'strict-entry'],
    },
    'Namespace/shop': {
      'no sidecars at all': [drop('metadata.labels'), 'mesh-namespace-injects', 'mesh-strict-fits'],
    },
    'VirtualService/store': {
      'a Service that is not there': [set('spec.http[0].route[0].destination.host', 'store-front'), 'destination-service-exists'],
    },
  }),
];
