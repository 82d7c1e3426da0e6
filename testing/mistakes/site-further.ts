import { BACKUP, BLOG, MESHES, MYSQL, NGINX, PLATFORM, WAS, WEB } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';
import { DNS01, SERVER, issuer, mainFile, mainMount, profiled, tls, tunnel } from './site-further-parts.ts';
import { DOCKER, HUGO, MOUNTED, STEP, analysis, builtProgram, on, setting, settings, variable } from './site-parts.ts';

/** More of the front of a blog, its program, its database and its certificates. */
export const siteFurther: readonly Mistake[] = [
  slip('A certificate is made beside the Gateway, and its pods are elsewhere', 'secret-reference-exists', BLOG, MESHES, [tls('blog-tls')], {
    added: issuer(DNS01, "'*.example.shop'", 'blog-system'),
  }),
  slip('An origin is allowed without its scheme', 'cors-origins-match', BLOG, MESHES, [
    [
      '  http:\n    - name: primary\n      route:\n        - destination: { host: was-service',
      '  http:\n    - name: primary\n      corsPolicy: { allowOrigins: [{ exact: blog.example.shop }], allowMethods: [GET, POST] }\n      route:\n        - destination: { host: was-service',
    ],
  ]),
  slip(
    'An analysis asks for an argument that the release does not hand over',
    'analysis-runs',
    BLOG,
    WEB,
    [[STEP, `${STEP}        - analysis: { templates: [{ templateName: success }] }\n`]],
    { added: analysis('AnalysisTemplate', '      count: 4\n', 'app') },
  ),
  slip('A step makes a route by a header that nobody declared', 'rollout-strategy-works', BLOG, WEB, [
    [STEP, `        - setHeaderRoute: { name: testers, match: [{ headerName: x-test, headerValue: { exact: 'true' } }] }\n${STEP}`],
  ]),
  slip('nginx calls the program by HTTPS, which speaks HTTP', 'url-scheme-agrees', BLOG, NGINX, [
    ['proxy_pass http://was', 'proxy_pass https://was'],
  ]),
  slip(
    'A location names its folder twice',
    'nginx-root-once',
    BLOG,
    NGINX,
    [['      location /health {', '      location /images/ {\n        root /var/www/blog/images;\n      }\n      location /health {']],
    { partly: true },
  ),
  slip('The main file of nginx knows no types, and style sheets are text', 'nginx-types-known', BLOG, WEB, mainMount, {
    added: { [NGINX]: mainFile(SERVER) },
  }),
  slip('The main file of nginx lacks a block that it must have', 'nginx-blocks-nested', BLOG, WEB, mainMount, {
    added: { [NGINX]: mainFile(`  include /etc/nginx/mime.types;\n${SERVER}`, '') },
  }),
  profiled(
    'The settings that are mounted are of a profile by another name',
    'application-production.yml',
    '/config',
    setting('SPRING_PROFILES_ACTIVE: prod'),
  ),
  profiled(
    'The program looks for its settings where nothing is mounted',
    'application.yml',
    '/app/config',
    setting('SPRING_CONFIG_ADDITIONAL_LOCATION: file:/config/'),
  ),
  slip(
    'A setting of Spring has the name of the version before',
    'spring-settings-current',
    BLOG,
    WAS,
    [setting('SPRING_REDIS_HOST: redis')],
    { partly: true, added: builtProgram('["java", "-jar", "/app.jar"]') },
  ),
  slip('A level of messages is one of another program', 'spring-settings-bind', BLOG, WAS, [setting('LOGGING_LEVEL_ROOT: WARNING')]),
  slip(
    'All pages of the actuator are exposed, and nginx hands them on',
    'actuator-kept-inside',
    BLOG,
    WAS,
    [setting("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: '*'")],
    {
      added: {
        [NGINX]: on(NGINX).replace(
          '      location /health {',
          '      location /actuator {\n        proxy_pass http://was-service:8080;\n        proxy_http_version 1.1;\n        proxy_set_header Host was-service;\n      }\n      location /health {',
        ),
      },
    },
  ),
  slip('root may come from the machine itself only, and everybody logs in as root', 'database-lets-in', BLOG, MYSQL, [
    [
      '            - { name: MYSQL_USER, value: board }\n',
      '            - { name: MYSQL_USER, value: board }\n            - { name: MYSQL_ROOT_HOST, value: localhost }\n',
    ],
  ]),
  slip('The database listens for itself', 'listens-to-others', BLOG, MYSQL, MOUNTED, {
    added: settings('[mysqld]\nbind-address = 127.0.0.1\n'),
  }),
  slip('The database listens on another port than its Service knows', 'database-lets-in', BLOG, MYSQL, MOUNTED, {
    added: settings('[mysqld]\nport = 3307\n'),
  }),
  slip(
    'A user is made for the machine of the database alone',
    'database-lets-in',
    BLOG,
    MYSQL,
    [
      [
        'volumeMounts: [{ name: data, mountPath: /var/lib/mysql }]',
        'volumeMounts: [{ name: data, mountPath: /var/lib/mysql }, { name: init, mountPath: /docker-entrypoint-initdb.d }]',
      ],
      [
        '          persistentVolumeClaim: { claimName: mysql-pvc }\n',
        '          persistentVolumeClaim: { claimName: mysql-pvc }\n        - name: init\n          configMap: { name: mysql-init }\n',
      ],
    ],
    {
      added: {
        'services/blog-system/mysql/init.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: mysql-init, namespace: blog-system }
data:
  init.sql: |
    CREATE USER IF NOT EXISTS 'reader'@'localhost' IDENTIFIED WITH caching_sha2_password AS 'x';
    GRANT SELECT ON boarddb.* TO 'reader'@'localhost';
`,
        [WAS]: on(WAS).replace('SPRING_DATASOURCE_USERNAME: root', 'SPRING_DATASOURCE_USERNAME: reader'),
      },
    },
  ),
  slip(
    'The upload takes files of an ending that the dump does not have',
    'handed-files-agree',
    BLOG,
    BACKUP,
    [
      [
        'aws s3 cp /backup/ s3://example-mysql-backup/ --recursive',
        "aws s3 cp /backup/ s3://example-mysql-backup/ --recursive --exclude '*' --include '*.sql'",
      ],
    ],
    { missed: 'what --include takes is not held against what another container wrote' },
  ),
  slip(
    'A Job goes with its logs as soon as it ends',
    'cron-job-runs',
    BLOG,
    BACKUP,
    [['      backoffLimit: 2\n', '      backoffLimit: 2\n      ttlSecondsAfterFinished: 0\n']],
    { partly: true },
  ),
  slip('A site is written to another folder than its image takes', 'site-folder-copied', BLOG, HUGO, [
    ['theme = "PaperMod"\n', 'theme = "PaperMod"\npublishDir = "docs"\n'],
  ]),
  slip('The pages are left out of what the image is built from', 'dockerfile-builds', BLOG, DOCKER, [], {
    added: { '.dockerignore': '.git\nsite\n*.md\n' },
  }),
  slip('A tunnel brings in a host for which the gateway has no route', 'tunnel-config-sound', BLOG, PLATFORM, [], {
    added: tunnel('www.example.shop', 'http://istio-ingressgateway.istio-system.svc.cluster.local:80'),
  }),
  slip('Challenges go through the controller that was replaced', 'acme-solver-works', BLOG, MESHES, [tls('blog-tls')], {
    added: issuer('{ http01: { ingress: { ingressClassName: nginx } } }', 'blog.example.shop'),
  }),
  slip('A name with a star is to be proven by HTTP', 'acme-solver-works', BLOG, MESHES, [tls('blog-tls')], {
    added: issuer('{ http01: { ingress: { ingressClassName: istio } } }', "'*.example.shop'"),
  }),
  slip('A policy for traffic from outside stands at a Service inside', 'schema-valid', BLOG, WEB, [
    ['spec:\n  selector: { app: web }\n  ports:', 'spec:\n  externalTrafficPolicy: Local\n  selector: { app: web }\n  ports:'],
  ]),
  slip('A soft spread counts its domains', 'schema-valid', BLOG, WEB, [
    ['          whenUnsatisfiable: ScheduleAnyway\n', '          whenUnsatisfiable: ScheduleAnyway\n          minDomains: 2\n'],
  ]),
  slip('Traces leave by another exporter than the one with an address', 'settings-valid', BLOG, WAS, [
    variable('OTEL_TRACES_EXPORTER', 'zipkin'),
  ]),
  slip('A share of traces is given to a sampler that takes all', 'settings-valid', BLOG, WAS, [variable('OTEL_TRACES_SAMPLER_ARG', '0.1')]),
  slip(
    'Connections to the program are to be kept, and are closed',
    'nginx-root-once',
    BLOG,
    NGINX,
    [
      [
        '    server {\n      listen 80;',
        '    upstream was-service {\n      server was-service:8080;\n      keepalive 16;\n    }\n    server {\n      listen 80;',
      ],
      ['proxy_pass http://was-service:8080;', 'proxy_pass http://was-service;'],
    ],
    { partly: true },
  ),
];
