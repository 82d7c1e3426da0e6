import { both, edit, gone, mutationsOf, push, set, write } from './mutation.ts';

const POD = 'spec.template.spec';
const APP = `${POD}.containers[0]`;

/** What one object names and another has. */
export const references = [
  ...mutationsOf('today', {
    'Service/was-service': {
      'a label of the selector off by a letter': [set('spec.selector.app', 'wsa'), 'service-selects-pods'],
      'one label too many in the selector': [set('spec.selector.tier', 'backend'), 'service-selects-pods'],
      'the name of another port as target': [set('spec.ports[0].targetPort', 'htpp'), 'service-target-port'],
      'a number that no container listens on as target': [set('spec.ports[0].targetPort', 8081), 'service-target-port'],
      'another namespace': [set('metadata.namespace', 'blog'), 'service-selects-pods', 'namespace-exists'],
      'another name': [set('metadata.name', 'was'), 'destination-service-exists', 'url-host-exists'],
      'another port': [set('spec.ports[0].port', 8081), 'url-port-exists', 'flow-passes'],
      'left out': [gone, 'destination-service-exists', 'url-host-exists'],
      'the pods of the database': [set('spec.selector.app', 'mysql'), 'service-target-port', 'service-selects-one'],
    },
    'Service/mysql-service': {
      'another name': [set('metadata.name', 'mysql'), 'url-host-exists'],
      'the port of PostgreSQL': [set('spec.ports[0].port', 5432), 'url-port-exists'],
      'left out': [gone, 'url-host-exists'],
    },
    'Service/mysql-exporter': {
      'another port': [set('spec.ports[0].port', 9105), 'url-port-exists'],
      'another selector': [set('spec.selector.app', 'mysql-exporters'), 'service-selects-pods'],
    },
    'Service/tempo': {
      'another OTLP port': [set('spec.ports[1].port', 4316), 'url-port-exists'],
      'another name': [set('metadata.name', 'tempo-query'), 'url-host-exists'],
    },
    'Rollout/was': {
      'a Secret off by a letter': [set(`${APP}.env[0].valueFrom.secretKeyRef.name`, 'mysql-secrets'), 'config-exists'],
      'a key of a Secret that it does not have': [set(`${APP}.env[0].valueFrom.secretKeyRef.key`, 'root-password'), 'config-key-exists'],
      'a ConfigMap off by a letter': [set(`${APP}.envFrom[0].configMapRef.name`, 'was-confg'), 'config-exists'],
      'a mount of no volume': [set(`${APP}.volumeMounts[0].name`, 'oltp'), 'pod-references-exist', 'schema-valid'],
      'a volume of no ConfigMap': [
        both(
          push(`${POD}.volumes`, { name: 'logging', configMap: { name: 'was-logging' } }),
          push(`${APP}.volumeMounts`, { name: 'logging', mountPath: '/etc/was' }),
        ),
        'config-exists',
      ],
      'a probe of a port that nobody listens on': [set(`${APP}.readinessProbe.httpGet.port`, 8081), 'probe-port', 'listen-port-declared'],
      'a probe of a named port that is not there': [set(`${APP}.livenessProbe.httpGet.port`, 'management'), 'probe-port'],
      'a selector that is not the template': [set('spec.selector.matchLabels.app', 'board-was'), 'selector-matches-template'],
      'a label of the template off by a letter': [set('spec.template.metadata.labels.app', 'wes'), 'selector-matches-template'],
      'another pull secret': [set(`${POD}.imagePullSecrets[0].name`, 'ghcr-secrets'), 'config-exists', 'image-pull-secret'],
      'a service account that nobody makes': [set(`${POD}.serviceAccountName`, 'was-sa'), 'pod-references-exist'],
      'a priority class that nobody makes': [set(`${POD}.priorityClassName`, 'databse'), 'class-exists'],
      'a collector in the wrong namespace': [
        edit(`${APP}.env[3].value`, 'tempo.monitoring', 'tempo.tracing'),
        'url-host-exists',
        'namespace-exists',
      ],
      'a port that the collector does not have': [edit(`${APP}.env[3].value`, '4317', '4371'), 'url-port-exists'],
      'an undefined variable in an argument': [set(`${APP}.args`, ['--pool=$(POOL_SIZE)']), 'variable-defined'],
      'two containers of one name': [push(`${POD}.initContainers`, { name: 'was', image: 'busybox:1.36' }), 'unique-names', 'schema-valid'],
      'a variable defined twice': [push(`${APP}.env`, { name: 'OTEL_SERVICE_NAME', value: 'was' }), 'unique-names'],
      'left out': [gone, 'service-selects-pods', 'target-exists'],
    },
    'Rollout/web': {
      'a file that its ConfigMap does not have': [
        set(`${APP}.volumeMounts[2].subPath`, 'nginx.conf'),
        'config-key-exists',
        'mounted-file-exists',
      ],
      'a ConfigMap of another name': [set(`${POD}.volumes[2].configMap.name`, 'nginx-config'), 'config-exists'],
    },
    'ConfigMap/was-config': {
      'another database than the server makes': [edit('data.SPRING_DATASOURCE_URL', '/boarddb', '/board'), 'database-name-agrees'],
      'another host': [edit('data.SPRING_DATASOURCE_URL', 'mysql-service', 'mysql'), 'url-host-exists'],
      'another port': [edit('data.SPRING_DATASOURCE_URL', '3306', '3307'), 'url-port-exists'],
      'a user that the server does not make': [set('data.SPRING_DATASOURCE_USERNAME', 'bord'), 'database-name-agrees'],
      'the namespace of the other end': [edit('data.SPRING_DATASOURCE_URL', 'mysql-service', 'mysql-service.database'), 'url-host-exists'],
      'another name': [set('metadata.name', 'was-configuration'), 'config-exists'],
      'left out': [gone, 'config-exists'],
    },
    'ConfigMap/mysql-exporter-config': {
      'a key of another name': [write('.my.cnf:', 'my.cnf:'), 'config-key-exists'],
      'another host': [edit('data[".my.cnf"]', 'host=mysql-service', 'host=mysql-svc'), 'url-host-exists'],
    },
    'Deployment/mysql': {
      'another claim': [set(`${POD}.volumes[0].persistentVolumeClaim.claimName`, 'mysql-data'), 'pod-references-exist'],
      'another database than the program asks for': [set(`${APP}.env[1].value`, 'board'), 'database-name-agrees'],
      'the same labels as its exporter': [
        both(set('spec.selector.matchLabels.app', 'mysql-exporter'), set('spec.template.metadata.labels.app', 'mysql-exporter')),
        'workloads-overlap',
      ],
    },
    'PersistentVolumeClaim/mysql-pvc': {
      'a class that nobody offers': [set('spec.storageClassName', 'nfs-client'), 'storage-class-exists'],
      'a class off by a letter': [set('spec.storageClassName', 'longhron'), 'storage-class-exists'],
      'left out': [gone, 'pod-references-exist'],
    },
    'HorizontalPodAutoscaler/was-hpa': {
      'a target off by a letter': [set('spec.scaleTargetRef.name', 'wass'), 'target-exists'],
      'a target of another kind': [
        both(set('spec.scaleTargetRef.kind', 'Deployment'), set('spec.scaleTargetRef.apiVersion', 'apps/v1')),
        'target-exists',
      ],
      'another namespace': [set('metadata.namespace', 'default'), 'target-exists'],
    },
    'VerticalPodAutoscaler/was-vpa': {
      'a target that is not there': [set('spec.targetRef.name', 'was-rollout'), 'target-exists'],
    },
    'CronJob/mysql-backup': {
      'a host that is no Service': [
        edit('spec.jobTemplate.spec.template.spec.initContainers[0].command[4]', '--host=mysql-service', '--host=mysql.blog-system.svc'),
        'url-host-exists',
      ],
      'a Secret that nobody makes': [
        set('spec.jobTemplate.spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.name', 'aws-credentials'),
        'config-exists',
      ],
      'a database that the server does not make': [
        edit('spec.jobTemplate.spec.template.spec.initContainers[0].command[4]', '--databases boarddb', '--databases board_db'),
        'database-name-agrees',
      ],
    },
    'Application/grafana': {
      'a data source that nobody serves': [
        edit('spec.source.helm.valuesObject.datasources["datasources.yaml"].datasources[1].url', 'loki-stack', 'loki'),
        'url-host-exists',
      ],
      'the container port of a data source': [
        edit('spec.source.helm.valuesObject.datasources["datasources.yaml"].datasources[2].url', '3200', '3100'),
        'url-port-exists',
      ],
    },
    'Application/prometheus': {
      'a scrape job that asks nobody': [
        edit(
          'spec.source.helm.valuesObject.serverFiles["prometheus.yml"].scrape_configs[3].static_configs[0].targets[0]',
          'nginx-exporter.',
          'nginx-exporters.',
        ),
        'url-host-exists',
      ],
      'a scrape job that asks another port': [
        edit(
          'spec.source.helm.valuesObject.serverFiles["prometheus.yml"].scrape_configs[4].static_configs[0].targets[0]',
          ':9104',
          ':9103',
        ),
        'url-port-exists',
      ],
    },
    'Application/kiali': {
      'a Prometheus that is not there': [
        edit('spec.source.helm.valuesObject.external_services.prometheus.url', 'prometheus.monitoring', 'prometheus-server.monitoring'),
        'url-host-exists',
      ],
    },
    'Application/prometheus-adapter': {
      'another port of Prometheus': [write('port: 9090', 'port: 80'), 'url-port-exists'],
    },
    'Namespace/blog-system': {
      'left out': [gone, 'namespace-exists', 'mesh-namespace-injects'],
      'another name': [set('metadata.name', 'blog'), 'namespace-exists'],
    },
  }),
  ...mutationsOf('planned', {
    'ClusterIssuer/letsencrypt': {
      'a Secret that nobody makes': [
        set('spec.acme.solvers[0].dns01.cloudflare.apiTokenSecretRef.name', 'cloudflare-token'),
        'secret-reference-exists',
      ],
      'a key that the Secret does not have': [
        set('spec.acme.solvers[0].dns01.cloudflare.apiTokenSecretRef.key', 'token'),
        'secret-reference-exists',
      ],
      'left out': [gone, 'named-object-exists'],
    },
    'Certificate/gateway-certificate': {
      'an issuer off by a letter': [set('spec.issuerRef.name', 'lets-encrypt'), 'named-object-exists'],
      'an issuer of another kind': [set('spec.issuerRef.kind', 'Issuer'), 'named-object-exists'],
      'a Secret that the gateway does not read': [set('spec.secretName', 'jiminhome-tls'), 'secret-reference-exists'],
    },
    'Gateway/blog-gateway': {
      'a certificate that nobody makes': [set('spec.servers[1].tls.credentialName', 'blog-tls'), 'secret-reference-exists'],
    },
  }),
  ...mutationsOf('shop', {
    'StatefulSet/postgresql': {
      'a governing Service that is not there': [
        both(set('spec.serviceName', 'postgresql'), set('spec.replicas', 3)),
        'governing-service-exists',
      ],
    },
    'ConfigMap/shop-config': {
      'a host off by a letter': [set('data.POSTGRES_HOST', 'postgres-service'), 'url-host-exists'],
      'a URL with another port': [set('data.CATALOG_URL', 'http://catalog:8010'), 'url-port-exists'],
    },
    'ServiceAccount/catalog': {
      'left out': [gone, 'pod-references-exist'],
    },
  }),
];
