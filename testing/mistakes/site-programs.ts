import { BACKUP, BLOG, MYSQL, WAS } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';
import { AGENT, MOUNTED, builtProgram, on, setting, settings, variable } from './site-parts.ts';

/** The program of a blog and its database: settings, logins, Java. */
export const sitePrograms: readonly Mistake[] = [
  slip('A time of the pool is in seconds, where it counts milliseconds', 'spring-settings-bind', BLOG, WAS, [
    setting("SPRING_DATASOURCE_HIKARI_CONNECTION_TIMEOUT: '30'"),
  ]),
  slip('The pool keeps connections longer than the database', 'connections-retired-first', BLOG, MYSQL, MOUNTED, {
    added: {
      ...settings('[mysqld]\nwait_timeout = 600\n'),
      [WAS]: on(WAS).replace(...setting("SPRING_DATASOURCE_HIKARI_MAX_LIFETIME: '1800000'")),
    },
  }),
  slip('The program takes longer to stop than its pod has', 'shutdown-time', BLOG, WAS, [
    setting('SERVER_SHUTDOWN: graceful\n  SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE: 60s'),
  ]),
  slip('The program logs in as root with the password of the other user', 'login-takes-own-password', BLOG, WAS, [
    ['key: mysql-root-password', 'key: mysql-password'],
  ]),
  slip('The program logs in as a user whom the database never makes', 'database-name-agrees', BLOG, WAS, [
    ['USERNAME: root', 'USERNAME: blog'],
    ['key: mysql-root-password', 'key: mysql-password'],
  ]),
  slip('The program speaks to MySQL 8 without TLS, and may not ask for its key', 'jdbc-log-in-possible', BLOG, WAS, [
    ['3306/boarddb', '3306/boarddb?useSSL=false&serverTimezone=Asia/Seoul'],
  ]),
  slip('Options for Java in the shared settings are hidden by those of the agent', 'java-options-read', BLOG, WAS, [
    setting('JAVA_TOOL_OPTIONS: -XX:MaxRAMPercentage=75.0'),
  ]),
  slip(
    'An option for Java is gone from the version of the image',
    'java-options-valid',
    BLOG,
    WAS,
    [[AGENT, AGENT.replace("'-javaagent", "'-XX:+UseConcMarkSweepGC -javaagent")]],
    { added: builtProgram('["java", "-jar", "/app.jar"]') },
  ),
  slip(
    'Options for Java stand in a variable that no shell reads',
    'java-options-read',
    BLOG,
    WAS,
    [variable('JAVA_OPTS', '-XX:MaxRAMPercentage=75.0')],
    { added: builtProgram('["java", "-jar", "/app.jar"]') },
  ),
  slip('Attributes of traces are written with colons', 'settings-valid', BLOG, WAS, [
    variable('OTEL_RESOURCE_ATTRIBUTES', 'service.namespace:blog-system,deployment.environment:prod'),
  ]),
  slip('A setting of the server of MySQL stands in the section of its clients', 'settings-in-section', BLOG, MYSQL, MOUNTED, {
    added: settings('[mysql]\nmax_connections = 200\n'),
  }),
  slip('A setting of MySQL went away with version 8', 'image-settings-read', BLOG, MYSQL, MOUNTED, {
    added: settings('[mysqld]\nquery_cache_type = 1\nquery_cache_size = 64M\n'),
  }),
  slip('The buffers of MySQL are larger than its container', 'heap-fits-memory', BLOG, MYSQL, MOUNTED, {
    added: settings('[mysqld]\ninnodb_buffer_pool_size = 2G\n'),
  }),
  slip('MySQL starts as root without the rights to become another user', 'capabilities-suffice', BLOG, MYSQL, [
    [
      '          ports: [{ name: mysql, containerPort: 3306 }]\n',
      '          ports: [{ name: mysql, containerPort: 3306 }]\n          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }\n',
    ],
  ]),
  slip('An upload makes the bucket like the folder of one run', 'copy-keeps-older', BLOG, BACKUP, [
    ['aws s3 cp /backup/ s3://example-mysql-backup/ --recursive', 'aws s3 sync /backup/ s3://example-mysql-backup/ --delete'],
  ]),
  slip(
    'The backup was suspended, and nobody woke it',
    'cron-job-runs',
    BLOG,
    BACKUP,
    [['  concurrencyPolicy: Forbid\n', '  concurrencyPolicy: Forbid\n  suspend: true\n']],
    { partly: true },
  ),
  slip(
    'A dump is written to memory of which its container has less',
    'memory-volume-limited',
    BLOG,
    BACKUP,
    [['emptyDir: {}', 'emptyDir: { medium: Memory, sizeLimit: 1Gi }']],
    { partly: true },
  ),
  slip(
    'A class keeps its copy beside the pod, and wants three',
    'longhorn-class-works',
    BLOG,
    MYSQL,
    [['storageClassName: longhorn\n', 'storageClassName: longhorn-db\n']],
    {
      added: {
        'configs/platform/classes.yaml': `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: longhorn-db }
provisioner: driver.longhorn.io
allowVolumeExpansion: true
reclaimPolicy: Retain
volumeBindingMode: WaitForFirstConsumer
parameters: { numberOfReplicas: '3', dataLocality: strict-local, staleReplicaTimeout: '30' }
`,
      },
    },
  ),
];
