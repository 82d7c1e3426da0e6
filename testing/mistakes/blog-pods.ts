import { PODS, BACKUP, EXPORTERS, MYSQL, NGINX, WAS, WEB } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';

/** Pods of a blog: its site, its program, its database and what copies it. */
export const blogPods: readonly Mistake[] = [
  slip('The agent of a JVM is downloaded without following the redirect of GitHub', 'download-complete', PODS, WAS, [
    ['curl -fsSL -o', 'curl -fs -o'],
  ]),
  slip('The agent of a JVM is saved under another name than the JVM loads', 'handed-files-agree', PODS, WAS, [
    ['-o /otel/opentelemetry-javaagent.jar', '-o /otel/otel-agent.jar'],
  ]),
  slip('The main container does not mount the volume into which the agent was loaded', 'mounted-file-exists', PODS, WAS, [
    ['          volumeMounts: [{ name: otel, mountPath: /otel }]\n      volumes', '      volumes'],
  ]),
  slip('The limit of an init container is in thousandths of a byte', 'schema-valid', PODS, WAS, [
    ['limits: { cpu: 100m, memory: 64Mi }', 'limits: { cpu: 100m, memory: 64m }'],
  ]),
  slip('A user of the database is called root, which the image refuses to make', 'image-settings-read', PODS, MYSQL, [
    ['value: board }', 'value: root }'],
  ]),
  slip('The exporter of MySQL gets its address in a variable that it no longer reads', 'image-settings-read', PODS, EXPORTERS, [
    [
      `            - --config.my-cnf=/etc/mysql-exporter/.my.cnf
`,
      '',
    ],
    [
      `            - name: MYSQLD_EXPORTER_PASSWORD
              valueFrom: { secretKeyRef: { name: mysql-secret, key: mysql-root-password } }
`,
      `            - name: MYSQL_ROOT_PASSWORD
              valueFrom: { secretKeyRef: { name: mysql-secret, key: mysql-root-password } }
            - { name: DATA_SOURCE_NAME, value: 'root:$(MYSQL_ROOT_PASSWORD)@(mysql-service:3306)/' }
`,
    ],
  ]),
  slip('The exporter of MySQL looks for its settings where nothing is mounted', 'mounted-file-exists', PODS, EXPORTERS, [
    ['--config.my-cnf=/etc/mysql-exporter/.my.cnf', '--config.my-cnf=/etc/mysqld-exporter/.my.cnf'],
  ]),
  slip(
    'The settings of the exporter of MySQL name the port of the exporter',
    'url-port-exists',
    PODS,
    EXPORTERS,
    [['    port = 3306', '    port = 9104']],
    { missed: 'an .my.cnf is not read for its port' },
  ),
  slip('A flag of the exporter of nginx has one dash, as before version 1', 'image-settings-read', PODS, EXPORTERS, [
    ['--nginx.scrape-uri=', '-nginx.scrape-uri='],
  ]),
  slip('The exporter of nginx asks at a port that the Service does not have', 'url-port-exists', PODS, EXPORTERS, [
    ['http://web-service/stub_status', 'http://web-service:8080/stub_status'],
  ]),
  slip('The status page of nginx is open to nginx itself only, and its exporter is another pod', 'nginx-status-served', PODS, NGINX, [
    ['        stub_status;', '        stub_status;\n        allow 127.0.0.1;\n        deny all;'],
  ]),
  slip('A probe asks nginx for a page that it does not have', 'probe-path-served', PODS, NGINX, [
    ["      location /health {\n        return 200 'ok';\n      }\n", ''],
  ]),
  slip('The settings of nginx are mounted by a key that the ConfigMap does not have', 'config-key-exists', PODS, WEB, [
    [
      '            - { name: config, mountPath: /etc/nginx/conf.d }',
      '            - { name: config, mountPath: /etc/nginx/conf.d/default.conf, subPath: nginx.conf }',
    ],
  ]),
  slip('A dump and its upload each take the time for the name of the file', 'handed-files-agree', PODS, BACKUP, [
    [
      'aws s3 cp /backup/ s3://example-mysql-backup/ --recursive',
      'aws s3 cp "/backup/mysql-backup-$(date +%Y%m%d-%H%M%S).sql.gz" s3://example-mysql-backup/',
    ],
  ]),
  slip('The image of the AWS client is told its own name a second time', 'image-settings-read', PODS, BACKUP, [
    [
      `              command: [sh, -c]
              args:
                - |
                  set -eu
                  aws s3 cp /backup/ s3://example-mysql-backup/ --recursive
`,
      `              args: [aws, s3, cp, /backup/, 's3://example-mysql-backup/', --recursive]
`,
    ],
  ]),
  slip('The AWS client gets its key in a variable that it does not know', 'image-settings-read', PODS, BACKUP, [
    ['AWS_ACCESS_KEY_ID', 'AWS_ACCESS_KEY'],
  ]),
  slip('The upload reads another folder than the dump writes', 'handed-files-agree', PODS, BACKUP, [
    ['aws s3 cp /backup/ ', 'aws s3 cp /backups/ '],
  ]),
  slip('A time zone stands in the schedule', 'schema-valid', PODS, BACKUP, [
    ["  schedule: '0 3 * * *'\n  timeZone: Asia/Seoul\n", "  schedule: 'CRON_TZ=Asia/Seoul 0 3 * * *'\n"],
  ]),
  slip('A schedule in local time lost its time zone', 'cron-job-runs', PODS, BACKUP, [['  timeZone: Asia/Seoul\n', '']], {
    missed: 'comments are not part of what is read, and one CronJob alone may well mean UTC',
  }),
  slip('A time zone that is in no table', 'schema-valid', PODS, BACKUP, [['Asia/Seoul', 'KST']]),
  slip(
    'The pods of one workload read the password by another key than all others',
    'config-key-exists',
    PODS,
    WAS,
    [['key: mysql-root-password', 'key: root-password']],
    {
      added: { 'docs/secrets.md': '# Secrets\n\nThey are made by hand.\n' },
      says: 'root-password',
    },
  ),
  slip('A pull secret has another name than its siblings know', 'config-exists', PODS, WAS, [
    ['imagePullSecrets: [{ name: ghcr-secret }]', 'imagePullSecrets: [{ name: ghcr-secrets }]'],
  ]),
  slip(
    'A property of Spring is a word short',
    'image-settings-read',
    PODS,
    WAS,
    [['SPRING_DATASOURCE_USERNAME', 'SPRING_DATASOURCE_USER']],
    { partly: true },
  ),
  slip('The spread of one workload counts the pods of another', 'spread-selects-own-pods', PODS, WAS, [
    [
      'nodeTaintsPolicy: Honor\n          labelSelector: { matchLabels: { app: was } }',
      'nodeTaintsPolicy: Honor\n          labelSelector: { matchLabels: { app: web } }',
    ],
  ]),
  slip('A vertical autoscaler knows a container by the name that it had before', 'vertical-scaler-acts', PODS, WAS, [
    ['containerName: spring-boot', 'containerName: was'],
  ]),
  slip('The least that a vertical autoscaler may give is more than the most', 'vertical-scaler-acts', PODS, WAS, [
    ['minAllowed: { cpu: 100m, memory: 256Mi }', 'minAllowed: { cpu: 100m, memory: 4Gi }'],
  ]),
  slip('A budget keeps as many pods as the autoscaler has at its least', 'disruption-allowed', PODS, WEB, [
    ['minAvailable: 1', 'minAvailable: 2'],
  ]),
  slip('An autoscaler names the kind of a Rollout with the group of a Deployment', 'target-exists', PODS, WAS, [
    [
      'scaleTargetRef: { apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: was }',
      'scaleTargetRef: { apiVersion: apps/v1, kind: Rollout, name: was }',
    ],
  ]),
  slip('A budget selects the pods of the Deployment before', 'disruption-allowed', PODS, WEB, [
    [
      '  minAvailable: 1\n  selector: { matchLabels: { app: web } }',
      '  minAvailable: 1\n  selector: { matchLabels: { app: blog, tier: web } }',
    ],
  ]),
  slip(
    'The program gives liveness less time than it takes to start',
    'probes-agree',
    PODS,
    WAS,
    [
      ['          startupProbe: { httpGet: { path: /actuator/health, port: 8080 }, periodSeconds: 10, failureThreshold: 21 }\n', ''],
      [
        'livenessProbe: { httpGet: { path: /actuator/health, port: 8080 } }',
        'livenessProbe: { httpGet: { path: /actuator/health, port: 8080 }, initialDelaySeconds: 5, periodSeconds: 5, failureThreshold: 1 }',
      ],
    ],
    { missed: 'how long a program takes to start is in no tree' },
  ),
  slip(
    'A probe waits longer for the answer than until it asks again',
    'probes-agree',
    PODS,
    MYSQL,
    [['timeoutSeconds: 5', 'periodSeconds: 5\n            timeoutSeconds: 30']],
    { partly: true },
  ),
  slip(
    'A command of the database reads the host of a socket that is elsewhere',
    'url-host-exists',
    PODS,
    MYSQL,
    [['mysqladmin ping -h 127.0.0.1', 'mysqladmin ping -h mysql-db']],
    { missed: '-h of a client in an exec probe is not read' },
  ),
  slip(
    'A rebuilt site is mounted over the pages that are in its image',
    'mount-hides-files',
    PODS,
    WEB,
    [
      [
        '            - { name: config, mountPath: /etc/nginx/conf.d }',
        '            - { name: config, mountPath: /etc/nginx/conf.d }\n            - { name: html, mountPath: /var/www/blog }',
      ],
      [
        '          configMap: { name: web-nginx-config }',
        '          configMap: { name: web-nginx-config }\n        - name: html\n          emptyDir: {}',
      ],
    ],
    { partly: true },
  ),
  slip('nginx looks for its settings in a ConfigMap that covers its whole folder', 'mount-hides-files', PODS, WEB, [
    ['mountPath: /etc/nginx/conf.d }', 'mountPath: /etc/nginx }'],
  ]),
  slip('The data of the database lie beside the claim, in a path that the image does not use', 'database-persistent', PODS, MYSQL, [
    ['mountPath: /var/lib/mysql }', 'mountPath: /var/lib/mysql-data }'],
  ]),
  slip('A flag of the server went away with its version', 'image-settings-read', PODS, MYSQL, [
    ['image: mysql:8.0\n', 'image: mysql:8.4.3\n'],
    [
      'args: [--character-set-server=utf8mb4,',
      'args: [--default-authentication-plugin=mysql_native_password, --character-set-server=utf8mb4,',
    ],
  ]),
];
