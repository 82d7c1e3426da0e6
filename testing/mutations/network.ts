import { beside, both, drop, gone, mutationsOf, push, set } from './mutation.ts';

/** Policies and addresses. */
export const network = [
  ...mutationsOf('today', {
    'CiliumNetworkPolicy/was-isolation': {
      'the way to the database closed': [drop('spec.egress[0]'), 'flow-passes', 'egress-meets-ingress'],
      'another port of the database': [set('spec.egress[0].toPorts[0].ports[0].port', '3307'), 'flow-passes', 'policy-port-listens'],
      'a label of the database off by a letter': [
        set('spec.egress[0].toEndpoints[0].matchLabels.app', 'mysq'),
        'flow-passes',
        'policy-selects-pods',
      ],
      'the way to the collector closed': [drop('spec.egress[1]'), 'flow-passes'],
      'no DNS': [drop('spec.egress[4]'), 'policy-dns', 'cilium-fqdn-dns'],
      'DNS by TCP only': [drop('spec.egress[4].toPorts[0].ports[0]'), 'policy-dns'],
      'names without a DNS rule': [drop('spec.egress[4].toPorts[0].rules'), 'cilium-fqdn-dns'],
      'no control plane': [drop('spec.egress[3]'), 'policy-control-plane'],
      'another port of the control plane': [set('spec.egress[3].toPorts[0].ports[0].port', '15010'), 'policy-control-plane'],
      'the door closed to web': [drop('spec.ingress[1]'), 'flow-passes', 'egress-meets-ingress'],
      'the door closed to Prometheus': [drop('spec.ingress[0]'), 'flow-passes', 'egress-meets-ingress'],
      'a door at the port of another program': [
        set('spec.ingress[0].toPorts[0].ports[0].port', '80'),
        'flow-passes',
        'policy-port-listens',
      ],
      'UDP in place of TCP': [set('spec.egress[0].toPorts[0].ports[0].protocol', 'UDP'), 'flow-passes'],
      'pods of another name': [set('spec.endpointSelector.matchLabels.app', 'was-service'), 'policy-selects-pods'],
      'everybody meant, the namespace named': [set('spec.ingress[0].fromEndpoints', [{}]), 'cilium-empty-selector', 'flow-passes'],
      'the agent is loaded from a host that is closed': [drop('spec.egress[2].toFQDNs[0]'), 'flow-passes'],
    },
    'CiliumNetworkPolicy/mysql-isolation': {
      'the door closed to the backup': [drop('spec.ingress[0].fromEndpoints[1]'), 'flow-passes', 'egress-meets-ingress'],
      'the port of the exporter': [set('spec.ingress[0].toPorts[0].ports[0].port', '9104'), 'flow-passes', 'policy-port-listens'],
      'a rule for everything denied': [set('spec.ingressDeny', [{ fromEntities: ['all'] }]), 'flow-passes'],
      'a port above all ports': [
        set('spec.ingress[0].toPorts[0].ports[0].port', '70000'),
        'schema-valid',
        'schema-cel',
        'cilium-policy-valid',
      ],
    },
    'CiliumNetworkPolicy/web-isolation': {
      'the way to was closed': [drop('spec.egress[0]'), 'flow-passes', 'egress-meets-ingress'],
      'the door closed to the gateway': [set('spec.ingress[0].fromEndpoints', [{ matchLabels: { app: 'nginx-exporter' } }]), 'flow-passes'],
    },
    'CiliumNetworkPolicy/mysql-backup-isolation': {
      'the way to the dump closed': [drop('spec.egress[0]'), 'flow-passes', 'egress-meets-ingress'],
      'the way to the bucket closed': [drop('spec.egress[1]'), 'flow-passes'],
    },
    'CiliumNetworkPolicy/mysql-exporter-isolation': {
      'a Service with pods in toServices': [
        set('spec.egress[0]', { toServices: [{ k8sService: { serviceName: 'mysql-service', namespace: 'blog-system' } }] }),
        'cilium-services-rule',
        'flow-passes',
      ],
      'Prometheus in another namespace': [
        set('spec.ingress[0].fromEndpoints[0].matchLabels["k8s:io.kubernetes.pod.namespace"]', 'observability'),
        'flow-passes',
        'policy-selects-pods',
      ],
    },
    'IPAddressPool/default-pool': {
      'addresses of another network': [set('spec.addresses[0]', '192.168.2.200-192.168.2.210'), 'metallb-address'],
      'a range backwards': [set('spec.addresses[0]', '192.168.1.210-192.168.1.200'), 'metallb-address', 'schema-valid'],
    },
    'Application/istio-ingressgateway': {
      'an address outside the pool': [
        set('spec.source.helm.valuesObject.service.annotations["metallb.io/loadBalancerIPs"]', '192.168.1.250'),
        'metallb-address',
      ],
      'the old prefix of MetalLB': [
        set('spec.source.helm.valuesObject.service.annotations', { 'metallb.universe.tf/loadBalancerIPs': '192.168.1.200' }),
        'metallb-prefix',
      ],
      'the deprecated field': [set('spec.source.helm.valuesObject.service.loadBalancerIP', '192.168.1.200'), 'load-balancer-ip'],
    },
    'L2Advertisement/default-pool': {
      'a pool of another name': [set('spec.ipAddressPools[0]', 'default'), 'named-object-exists'],
    },
    'CiliumClusterwideNetworkPolicy/quarantine': {
      'allows nothing instead of denying': [
        both(set('spec.ingress', [{}]), set('spec.egress', [{}]), drop('spec.ingressDeny'), drop('spec.egressDeny')),
        'quarantine-denies',
      ],
      'a label that nobody sets': [
        set('spec.endpointSelector.matchLabels', { quarantined: 'true' }),
        'policy-selects-pods',
        'quarantine-denies',
      ],
    },
  }),
  ...mutationsOf('planned', {
    'AuthorizationPolicy/was-authz': {
      'a method of the program left out': [set('spec.rules[0].to[0].operation.paths', ['/apis/*']), 'authorization-allows'],
      'a service account off by a letter': [
        set('spec.rules[0].from[0].source.principals[0]', 'cluster.local/ns/blog-system/sa/wbe'),
        'authorization-source-exists',
        'authorization-allows',
      ],
      'a principal with its scheme': [
        set('spec.rules[0].from[0].source.principals[0]', 'spiffe://cluster.local/ns/blog-system/sa/web'),
        'authorization-source-exists',
        'authorization-allows',
      ],
      'the port of another program': [
        set('spec.rules[0].to[0].operation.ports[0]', '80'),
        'authorization-fits-ports',
        'authorization-allows',
      ],
      'DENY in place of ALLOW': [set('spec.action', 'DENY'), 'authorization-allows'],
      'the scrape left out': [drop('spec.rules[1]'), 'authorization-allows'],
      'pods of no name': [set('spec.selector.matchLabels.app', 'board-was'), 'mesh-policy-selects'],
    },
    'AuthorizationPolicy/private-hosts': {
      'another gateway': [set('spec.selector.matchLabels.istio', 'ingress-gateway'), 'mesh-policy-selects'],
    },
    'CiliumNetworkPolicy/nginx-exporter-isolation': {
      'the port of the Service, not of the pod': [
        set('spec.egress[0].toPorts[0].ports[0].port', '8080'),
        'flow-passes',
        'policy-port-listens',
      ],
      'another unit beside it that denies the scrape': [
        beside(
          '{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: deny-scrape, namespace: blog-system}, spec: {endpointSelector: {matchLabels: {app: nginx-exporter}}, ingressDeny: [{toPorts: [{ports: [{port: "9113", protocol: TCP}]}]}]}}',
        ),
        'flow-passes',
      ],
    },
    'CiliumNetworkPolicy/was-isolation': {
      'HTTP rules where mTLS hides the HTTP': [
        set('spec.ingress[0].toPorts[0].rules', { http: [{ method: 'GET' }] }),
        'cilium-l7-readable',
      ],
    },
    'CiliumNetworkPolicy/prometheus-isolation': {
      'every way out closed': [set('spec.egress', [{ toEntities: ['kube-apiserver'] }]), 'flow-passes', 'egress-meets-ingress'],
    },
    'CiliumNetworkPolicy/loki-stack-isolation': {
      'another port': [
        set('spec.ingress[0].toPorts[0].ports[0].port', '3101'),
        'flow-passes',
        'policy-port-listens',
        'egress-meets-ingress',
      ],
    },
  }),
  ...mutationsOf('shop', {
    'NetworkPolicy/postgresql-isolation': {
      'the door closed to orders': [drop('spec.ingress[0].from[1]'), 'flow-passes', 'egress-meets-ingress'],
      'the port of MySQL': [set('spec.ingress[0].ports[0].port', 3306), 'flow-passes', 'egress-meets-ingress'],
      'pods off by a letter': [set('spec.podSelector.matchLabels.app', 'postgres'), 'policy-selects-pods', 'flow-passes'],
    },
    'NetworkPolicy/catalog-isolation': {
      'the way to Redis closed': [drop('spec.egress[1]'), 'flow-passes', 'egress-meets-ingress'],
      'no DNS': [drop('spec.egress[3]'), 'policy-dns'],
      'no control plane': [drop('spec.egress[2]'), 'policy-control-plane'],
      'the door closed to the storefront': [drop('spec.ingress[0].from[1]'), 'flow-passes', 'egress-meets-ingress'],
      'the namespace of DNS by a label that it does not have': [
        set('spec.egress[3].to[0].namespaceSelector.matchLabels', { name: 'kube-system' }),
        'policy-dns',
        'policy-selects-pods',
      ],
    },
    'NetworkPolicy/orders-isolation': {
      'its own port in place of that of catalog': [set('spec.egress[1].ports[0].port', 8002), 'egress-meets-ingress'],
      'left out, under a policy that denies all': [gone, 'flow-passes', 'policy-dns'],
    },
    'NetworkPolicy/storefront-isolation': {
      'a door for pods that do not exist': [
        push('spec.ingress', { from: [{ podSelector: { matchLabels: { app: 'none' } } }] }),
        'policy-selects-pods',
      ],
      'the door closed to the gateway': [drop('spec.ingress[0]'), 'flow-passes'],
    },
  }),
];
