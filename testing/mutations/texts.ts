import { both, edit, mutationsOf, set } from './mutation.ts';

const NGINX = 'data["default.conf"]';
const OPTIONS = 'spec.jobTemplate.spec.template.spec.initContainers[0].command[1]';
const SCRIPT = 'spec.jobTemplate.spec.template.spec.initContainers[0].command[4]';
const APP = 'spec.template.spec.containers[0]';

/** Configuration and commands inside objects. */
export const texts = [
  ...mutationsOf('today', {
    'ConfigMap/web-nginx-config': {
      'HTTP/1.0 into the mesh': [edit(NGINX, 'proxy_http_version 1.1;', ''), 'nginx-proxies-mesh'],
      'the public host into the mesh': [edit(NGINX, 'Host was-service;', 'Host $host;'), 'nginx-proxies-mesh'],
      'a semicolon lost': [edit(NGINX, 'index index.html;', 'index index.html'), 'nginx-parses'],
      'a bracket lost': [edit(NGINX, 'server_name _;', 'server_name _; {'), 'nginx-parses'],
      'another port to listen on': [set(NGINX, 'server {\n  listen 8080;\n  location / {\n    return 200;\n  }\n}\n'), 'nginx-listens'],
      'an upstream that is no Service': [edit(NGINX, 'http://was-service:8080', 'http://was:8080'), 'url-host-exists'],
      'an upstream by another port': [edit(NGINX, 'http://was-service:8080', 'http://was-service:8081'), 'url-port-exists'],
      'the page of the exporter gone': [edit(NGINX, 'stub_status;', 'return 404;'), 'nginx-status-served'],
      'the page of the exporter at another place': [edit(NGINX, '/stub_status {', '/nginx_status {'), 'nginx-status-served'],
    },
    'CronJob/mysql-backup': {
      'a quote left open': [edit(SCRIPT, 'date +%Y%m%d-%H%M%S).sql.gz"', 'date +%Y%m%d-%H%M%S).sql.gz'), 'shell-parses'],
      'a package is installed at the start': [
        edit(SCRIPT, 'mv "$file.part"', 'apt-get install -y zstd && mv "$file.part"'),
        'shell-installs',
      ],
      'a folder of any name is removed': [
        both(set(OPTIONS, '-eo'), edit(SCRIPT, 'mv "$file.part"', 'rm -rf $BACKUP_DIR/ && mv "$file.part"')),
        'shell-safe-removal',
      ],
    },
    'Rollout/was': {
      'a heap above the limit': [set(`${APP}.env[1].value`, '-javaagent:/otel/opentelemetry-javaagent.jar -Xmx2g'), 'heap-fits-memory'],
      'a program on another port': [set(`${APP}.env[2]`, { name: 'SERVER_PORT', value: '9090' }), 'listen-port-declared'],
    },
    'Deployment/nginx-exporter': {
      'a page that nginx does not have': [edit(`${APP}.args[0]`, 'stub_status', 'status'), 'nginx-status-served'],
    },
    'Application/prometheus': {
      'a label of the discovery misspelt': [
        set(
          'spec.source.helm.valuesObject.serverFiles["prometheus.yml"].scrape_configs[1].relabel_configs[0].source_labels[0]',
          '__meta_kubernetes_pods_annotation_prometheus_io_scrape',
        ),
        'relabel-labels-known',
      ],
    },
    'ConfigMap/was-config': {
      'JSON that does not parse': [set('data["settings.json"]', '{"pool": 10,}'), 'text-parses'],
      'YAML that does not parse': [set('data["application.yaml"]', 'spring:\n  datasource:\n url: x\n'), 'text-parses'],
    },
  }),
  ...mutationsOf('planned', {
    'Application/alloy': {
      'a label of the discovery misspelt': [
        edit('spec.source.helm.valuesObject.alloy.configMap.content', '["__meta_kubernetes_pod_name"]', '["__meta_kubernetes_pods_name"]'),
        'relabel-labels-known',
      ],
      'a receiver of another name': [
        edit('spec.source.helm.valuesObject.alloy.configMap.content', '[loki.process.lines.receiver]', '[loki.process.line.receiver]'),
        'alloy-parts-exist',
      ],
      'lines to a store that is not there': [
        edit('spec.source.helm.valuesObject.alloy.configMap.content', 'http://loki-stack.', 'http://loki.'),
        'url-host-exists',
      ],
      'spans to a port that is not there': [
        edit(
          'spec.source.helm.valuesObject.alloy.configMap.content',
          'tempo.monitoring.svc.cluster.local:4317',
          'tempo.monitoring.svc.cluster.local:4319',
        ),
        'url-port-exists',
      ],
    },
    'ConfigMap/alertmanager-config': {
      'YAML that does not parse': [edit('data["alertmanager.yml"]', 'receivers:', ' receivers:'), 'text-parses'],
    },
  }),
];
