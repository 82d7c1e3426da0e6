import { BLOG, EXPORTERS, MYSQL, NGINX, WAS, WEB } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';
import { APP, on, setting } from './site-parts.ts';

/** Details of a blog: addresses, ports, users, patterns. */
export const siteDetails: readonly Mistake[] = [
  slip('An address for JDBC lacks a colon', 'jdbc-url-valid', BLOG, WAS, [['jdbc:mysql://mysql-service', 'jdbc:mysql//mysql-service']]),
  slip('The driver is asked for an encoding by the name of the database', 'jdbc-url-valid', BLOG, WAS, [
    ['3306/boarddb', '3306/boarddb?characterEncoding=utf8mb4'],
  ]),
  slip(
    'The pools of all pods are larger than the database takes',
    'pools-fit-server',
    BLOG,
    MYSQL,
    [['args: [--character', 'args: [--max-connections=50, --character']],
    { added: { [WAS]: on(WAS).replace(...setting("SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE: '20'")) } },
  ),
  slip('An image of a registry is never pulled', 'image-pulled', BLOG, WEB, [
    [
      '          image: ghcr.io/example/blog-web:v84\n',
      '          image: ghcr.io/example/blog-web:v84\n          imagePullPolicy: Never\n',
    ],
  ]),
  slip('A pattern leaves out all files of an Application', 'application-fields-read', BLOG, APP, [
    ['      recurse: true\n', "      recurse: true\n      exclude: '*.yaml'\n"],
  ]),
  slip('The exporter of the database logs in by the section of another client', 'exporter-section-read', BLOG, EXPORTERS, [
    ['[client]', '[mysql]'],
  ]),
  slip('The exporter of the database asks a host that is not there', 'url-host-exists', BLOG, EXPORTERS, [
    ['host = mysql-service', 'host = mysql'],
  ]),
  slip('The program listens on a port of its sidecar', 'sidecar-ports-free', BLOG, WAS, [setting("MANAGEMENT_SERVER_PORT: '15020'")]),
  slip('The program runs as the user of its sidecar', 'sidecar-user-own', BLOG, WAS, [['runAsUser: 65534', 'runAsUser: 1337']]),
  slip(
    'A dialect of Hibernate is gone from version 6',
    'settings-valid',
    BLOG,
    WAS,
    [setting('SPRING_JPA_PROPERTIES_HIBERNATE_DIALECT: org.hibernate.dialect.MySQL5InnoDBDialect')],
    { partly: true, missed: 'which Hibernate an image has is in no manifest' },
  ),
  slip(
    'nginx hands on the scheme that it sees, and TLS ends before it',
    'nginx-redirects-end',
    BLOG,
    NGINX,
    [
      [
        '        proxy_set_header Host was-service;\n',
        '        proxy_set_header Host was-service;\n        proxy_set_header X-Forwarded-Proto $scheme;\n',
      ],
    ],
    { partly: true, missed: 'most configurations have the line, and few programs read it' },
  ),
  slip(
    'A Service keeps clients by their address, which the mesh passes by',
    'http-settings-need-http',
    BLOG,
    WEB,
    [['spec:\n  selector: { app: web }\n  ports:', 'spec:\n  sessionAffinity: ClientIP\n  selector: { app: web }\n  ports:']],
    { partly: true, missed: 'who comes to a Service without a sidecar is still kept by it' },
  ),
];
