import { BACKUP, BLOG, EXPORTERS, MYSQL, NGINX, PODS, WAS, WEB } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';

/** Pods of a blog, their settings and their files. */
export const homePods: readonly Mistake[] = [
  slip('A dump reads its password from a variable that the container does not have', 'script-variable-given', PODS, BACKUP, [
    ['mysqldump -h mysql-service -u root --single', 'mysqldump -h mysql-service -u root -p"$MYSQL_ROOT_PASSWORD" --single'],
    ['set -euo pipefail\n', 'set -eo pipefail\n'],
  ]),
  slip('The arguments of an image are a shell, and it starts another program', 'image-settings-read', PODS, BACKUP, [
    [
      '              command: [sh, -c]\n              args:\n                - |\n                  set -eu\n                  aws',
      '              args:\n                - sh\n                - -c\n                - |\n                  set -eu\n                  aws',
    ],
  ]),
  slip('A pod must not be root, and the user of an init image is a name', 'non-root-possible', PODS, WAS, [
    ['    spec:\n      imagePullSecrets', '    spec:\n      securityContext: { runAsNonRoot: true }\n      imagePullSecrets'],
  ]),
  slip('The sampler of traces is a word that there is not', 'settings-valid', PODS, WAS, [
    ['{ name: OTEL_TRACES_SAMPLER, value: always_on }', '{ name: OTEL_TRACES_SAMPLER, value: always }'],
  ]),
  slip('The endpoint of traces has no scheme', 'settings-valid', BLOG, WAS, [
    ["value: 'http://tempo.monitoring.svc.cluster.local:4317'", "value: 'tempo.monitoring.svc.cluster.local:4317'"],
  ]),
  slip('The tables of the database are made anew at each start', 'schema-survives-start', PODS, WAS, [
    ['  SPRING_DATASOURCE_USERNAME: root\n', '  SPRING_DATASOURCE_USERNAME: root\n  SPRING_JPA_HIBERNATE_DDL_AUTO: create\n'],
  ]),
  slip('The management of Spring has a port of its own, and the probes ask the other', 'listen-port-declared', PODS, WAS, [
    ['  SPRING_DATASOURCE_USERNAME: root\n', "  SPRING_DATASOURCE_USERNAME: root\n  MANAGEMENT_SERVER_PORT: '9090'\n"],
  ]),
  slip('Spring serves everything under a path that the probes do not have', 'actuator-answers', PODS, WAS, [
    ['  SPRING_DATASOURCE_USERNAME: root\n', '  SPRING_DATASOURCE_USERNAME: root\n  SERVER_SERVLET_CONTEXT_PATH: /board\n'],
  ]),
  slip('Prometheus is sent to a page of Spring that is not exposed', 'actuator-answers', BLOG, WAS, [
    [
      "annotations: { prometheus.io/scrape: 'false' }",
      "annotations: { prometheus.io/scrape: 'true', prometheus.io/port: '8080', prometheus.io/path: /actuator/prometheus }",
    ],
    [
      '  SPRING_DATASOURCE_USERNAME: root\n',
      '  SPRING_DATASOURCE_USERNAME: root\n  MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: health,info\n',
    ],
  ]),
  slip('nginx serves another folder than the image has the site in', 'nginx-root-filled', BLOG, NGINX, [
    ['root /var/www/blog;', 'root /usr/share/blog;'],
  ]),
  slip('The main file of nginx is replaced by a server alone', 'nginx-blocks-nested', PODS, WEB, [
    ['- { name: config, mountPath: /etc/nginx/conf.d }', '- { name: config, mountPath: /etc/nginx/nginx.conf, subPath: default.conf }'],
  ]),
  slip('A file of conf.d has the block that surrounds it already', 'nginx-blocks-nested', PODS, NGINX, [
    ['    server {\n      listen 80;', '    http {\n    server {\n      listen 80;'],
    ['        stub_status;\n      }\n    }\n', '        stub_status;\n      }\n    }\n    }\n'],
  ]),
  slip(
    'The proxy takes the path away that the policy behind it asks for',
    'authorization-allows',
    BLOG,
    NGINX,
    [
      [
        '      location /api {\n        proxy_pass http://was-service:8080;',
        '      location /api/ {\n        proxy_pass http://was-service:8080/;',
      ],
    ],
    { missed: 'What is asked for below the location, nothing shows' },
  ),
  slip('The mode of a vertical scaler is a word that YAML reads as no', ['yaml-typed-value', 'schema-valid'], PODS, WAS, [
    ["updateMode: 'Off'", 'updateMode: Off'],
  ]),
  slip('An autoscaler waits longer to shrink than may be asked', 'schema-valid', PODS, WEB, [
    ['scaleDown: { stabilizationWindowSeconds: 300 }', 'scaleDown: { stabilizationWindowSeconds: 7200 }'],
  ]),
  slip('A budget says both how many stay and how many may go', 'schema-valid', PODS, WEB, [
    ['  minAvailable: 1\n', '  minAvailable: 1\n  maxUnavailable: 1\n'],
  ]),
  slip('The job of a backup has its label on the schedule, not on its pods', 'flow-passes', BLOG, BACKUP, [
    [
      'metadata: { name: mysql-backup, namespace: blog-system }',
      'metadata: { name: mysql-backup, namespace: blog-system, labels: { app: mysql-backup } }',
    ],
    ['          labels: { app: mysql-backup }\n', ''],
  ]),
  slip('A probe of the database is a line that only a shell splits', 'variable-expands', PODS, MYSQL, [
    [
      `command: [sh, -c, 'mysqladmin ping -h 127.0.0.1 -uroot -p"$MYSQL_ROOT_PASSWORD"']`,
      `command: [mysqladmin, ping, -h, 127.0.0.1, -uroot, '-p$MYSQL_ROOT_PASSWORD']`,
    ],
  ]),
  slip('A volume is mounted under a name that the pod does not have', ['pod-references-exist', 'volume-used'], PODS, WAS, [
    [
      '          volumeMounts: [{ name: otel, mountPath: /otel }]\n      volumes:',
      '          volumeMounts: [{ name: otel-agent, mountPath: /otel }]\n      volumes:',
    ],
  ]),
  slip('The exporter of nginx asks the port of nginx for a page over HTTPS', ['url-port-exists', 'nginx-status-served'], PODS, EXPORTERS, [
    ['--nginx.scrape-uri=http://web-service/stub_status', '--nginx.scrape-uri=https://web-service/stub_status'],
  ]),
  slip('A dump by a user who is not root asks for the tablespaces', 'dump-user-may', PODS, BACKUP, [
    ['mysqldump -h mysql-service -u root --single-transaction', 'mysqldump -h mysql-service -u board --single-transaction'],
    [
      'name: MYSQL_PWD\n                  valueFrom: { secretKeyRef: { name: mysql-secret, key: mysql-root-password } }',
      'name: MYSQL_PWD\n                  valueFrom: { secretKeyRef: { name: mysql-secret, key: mysql-password } }',
    ],
  ]),
  slip(
    'A client of AWS takes all keys of a Secret, and none has the name that it reads',
    'aws-keys-named',
    PODS,
    BACKUP,
    [
      [
        `              env:
                - name: AWS_ACCESS_KEY_ID
                  valueFrom: { secretKeyRef: { name: aws-s3-credentials, key: access-key } }
                - name: AWS_SECRET_ACCESS_KEY
                  valueFrom: { secretKeyRef: { name: aws-s3-credentials, key: secret-key } }
                - name: AWS_DEFAULT_REGION
                  valueFrom: { secretKeyRef: { name: aws-s3-credentials, key: region } }
`,
        '              envFrom: [{ secretRef: { name: aws-s3-credentials } }]\n',
      ],
    ],
    { markdown: true },
  ),
  slip('A schedule may be late by fewer seconds than lie between two looks at it', 'cron-job-runs', PODS, BACKUP, [
    ['  concurrencyPolicy: Forbid\n', '  concurrencyPolicy: Forbid\n  startingDeadlineSeconds: 5\n'],
  ]),
  slip('The name of a port is longer than names of ports may be', ['schema-valid', 'field-length'], PODS, EXPORTERS, [
    ['ports: [{ name: metrics, containerPort: 9104 }]', 'ports: [{ name: mysqld-exporter-metrics, containerPort: 9104 }]'],
  ]),
  slip('A Java program may not write, and has no folder for what is temporary', 'java-temp-writable', PODS, WAS, [
    ['            runAsUser: 65534\n', '            runAsUser: 65534\n            readOnlyRootFilesystem: true\n'],
  ]),
  slip('A program is asked for its health at a page that only a later probe has', 'probe-path-served', PODS, WEB, [
    ['livenessProbe: { httpGet: { path: /health, port: 80 } }', 'livenessProbe: { httpGet: { path: /actuator/health, port: 80 } }'],
  ]),
];
