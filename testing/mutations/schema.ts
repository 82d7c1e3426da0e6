import { drop, mutationsOf, set, write } from './mutation.ts';

/** What the API server takes, and what YAML makes of a text. */
export const schema = [
  ...mutationsOf('today', {
    'Deployment/mysql': {
      'an API that is gone': [set('apiVersion', 'extensions/v1beta1'), 'api-removed'],
      'a field off by a letter': [write('volumeMounts:', 'volumeMount:'), 'schema-unknown-field'],
      'a field on the wrong level': [write('    spec:\n', '    replicas: 2\n    spec:\n'), 'schema-unknown-field'],
      'a text for a number': [set('spec.replicas', 'one'), 'schema-valid'],
      'no selector': [drop('spec.selector'), 'schema-valid'],
      'a strategy that does not exist': [set('spec.strategy.type', 'Replace'), 'schema-valid'],
      'a key twice': [write('  replicas: 1\n', '  replicas: 1\n  replicas: 2\n'), 'yaml-keys-once'],
      'a name with an underscore': [set('metadata.name', 'my_sql'), 'schema-valid', 'field-length', 'label-syntax'],
      'a label with a space': [set('spec.template.metadata.labels.team', 'data base'), 'label-syntax'],
      'a pull policy of another case': [set('spec.template.spec.containers[0].imagePullPolicy', 'ifNotPresent'), 'schema-valid'],
      'a variable that is a number': [write('value: boarddb', 'value: 2024'), 'yaml-typed-value', 'schema-valid'],
      'an annotation that is a boolean': [
        write("sidecar.istio.io/inject: 'false'", 'sidecar.istio.io/inject: false'),
        'yaml-typed-value',
        'schema-valid',
      ],
      'a port above all ports': [set('spec.template.spec.containers[0].ports[0].containerPort', 330600), 'schema-valid'],
      'a quantity that is none': [set('spec.template.spec.containers[0].resources.limits.memory', '1GB'), 'schema-valid'],
      'a tab for an indentation': [write('  replicas: 1\n', '\treplicas: 1\n'), 'yaml-parses'],
      'a bracket left open': [write('  replicas: 1\n', '  replicas: [1\n'), 'yaml-parses'],
    },
    'ConfigMap/was-config': {
      'a setting that is a number': [
        write('SPRING_DATASOURCE_USERNAME: root', 'SPRING_DATASOURCE_USERNAME: 08'),
        'yaml-typed-value',
        'schema-valid',
      ],
      'a setting that is a boolean': [
        write('SPRING_DATASOURCE_USERNAME: root', 'SPRING_DATASOURCE_USERNAME: on'),
        'yaml-typed-value',
        'schema-valid',
      ],
      'settings that are a list': [set('data', ['a']), 'schema-valid'],
      'a kind that does not exist': [set('kind', 'Configmap'), 'api-exists'],
      'a version that does not exist': [set('apiVersion', 'v2'), 'api-exists'],
    },
    'Service/was-service': {
      'a type that does not exist': [set('spec.type', 'Loadbalancer'), 'schema-valid'],
      'a field of another kind': [set('spec.replicas', 2), 'schema-unknown-field'],
      'no ports': [set('spec.ports', 8080), 'schema-valid'],
    },
    'HorizontalPodAutoscaler/web-hpa': {
      'a version that is gone': [set('apiVersion', 'autoscaling/v2beta2'), 'api-removed', 'schema-unknown-field'],
      'a field of the old version': [set('spec.targetCPUUtilizationPercentage', 60), 'schema-unknown-field'],
    },
    'PodDisruptionBudget/was-pdb': {
      'a version that is gone': [set('apiVersion', 'policy/v1beta1'), 'api-removed'],
      'two answers': [set('spec.maxUnavailable', 1), 'schema-valid', 'schema-cel', 'disruption-allowed'],
    },
    'CronJob/mysql-backup': {
      'a version that is gone': [set('apiVersion', 'batch/v1beta1'), 'api-removed'],
      'a policy that does not exist': [set('spec.concurrencyPolicy', 'Forbidden'), 'schema-valid'],
      'a restart policy that jobs do not have': [
        set('spec.jobTemplate.spec.template.spec.restartPolicy', 'Always'),
        'schema-valid',
        'schema-cel',
      ],
    },
    'VirtualService/web-vsvc': {
      'a field off by a letter': [write('retries:', 'retry:'), 'schema-unknown-field'],
      'a duration without unit': [set('spec.http[1].timeout', '10'), 'schema-valid', 'schema-cel', 'retry-budget'],
      'a weight that is a text': [set('spec.http[1].route[0].weight', '100%'), 'schema-valid'],
    },
    'DestinationRule/web-dest-rule': {
      'a mode that does not exist': [set('spec.trafficPolicy.tls.mode', 'MUTUAL_TLS'), 'schema-valid'],
      'a field on the wrong level': [set('spec.tls', { mode: 'DISABLE' }), 'schema-unknown-field'],
    },
    'PeerAuthentication/default': {
      'a mode of another case': [set('spec.mtls.mode', 'strict'), 'schema-valid'],
    },
    'CiliumNetworkPolicy/was-isolation': {
      'a protocol that does not exist': [set('spec.egress[0].toPorts[0].ports[0].protocol', 'HTTP'), 'schema-valid'],
      'an entity that does not exist': [set('spec.egress[0]', { toEntities: ['kube-api-server'] }), 'schema-valid'],
      'a field of another policy': [set('spec.podSelector', { matchLabels: { app: 'was' } }), 'schema-unknown-field'],
    },
    'Rollout/web': {
      'a step that does not exist': [set('spec.strategy.canary.steps[0]', { weight: 10 }), 'schema-unknown-field'],
      'a pause that is no duration': [
        set('spec.strategy.canary.steps[1].pause.duration', '30 seconds'),
        'rollout-strategy-works',
        'schema-valid',
        'canary-waits',
      ],
    },
    'Application/blog-system': {
      'a field off by a letter': [write('syncPolicy:', 'syncPolicies:'), 'schema-unknown-field'],
      'a switch that is a text': [set('spec.syncPolicy.automated.prune', 'yes'), 'schema-valid'],
    },
    'IPAddressPool/default-pool': {
      'an address that is none': [set('spec.addresses[0]', '192.168.1.300'), 'schema-valid', 'metallb-address'],
    },
    'Namespace/blog-system': {
      'a label too long': [set('metadata.labels.purpose', 'x'.repeat(64)), 'label-syntax'],
    },
  }),
];
