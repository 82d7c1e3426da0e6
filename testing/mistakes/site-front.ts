import { BLOG, MESHES, NGINX, POLICIES, WAS, WEB } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';
import { on, setting } from './site-parts.ts';

/** The front of a blog: nginx, and the ways through it. */
export const siteFront: readonly Mistake[] = [
  slip('A proxy takes the slash away that ends the path of its location', 'nginx-resolves', BLOG, NGINX, [
    ['location /api {\n        proxy_pass http://was-service:8080;', 'location /api/ {\n        proxy_pass http://was-service:8080/api;'],
  ]),
  slip('An upstream is put together from a variable, and nginx knows no resolver', 'nginx-resolves', BLOG, NGINX, [
    ['        proxy_pass http://was-service:8080;\n', '        set $was http://was-service:8080;\n        proxy_pass $was;\n'],
  ]),
  slip('nginx takes one megabyte, and the program behind it ten', 'upload-size-agrees', BLOG, WAS, [
    setting('SPRING_SERVLET_MULTIPART_MAX_FILE_SIZE: 10MB'),
  ]),
  slip('A default server closes whatever comes by no name, and probes come by the address of the pod', 'probe-path-served', BLOG, NGINX, [
    [
      '    server {\n      listen 80;\n      root',
      '    server {\n      listen 80 default_server;\n      return 444;\n    }\n    server {\n      listen 80;\n      server_name blog.example.shop;\n      root',
    ],
  ]),
  slip('nginx sends to HTTPS by the scheme that it sees, and TLS ends before it', 'nginx-redirects-end', BLOG, NGINX, [
    [
      '      root /var/www/blog;\n',
      '      root /var/www/blog;\n      if ($scheme = http) {\n        return 301 https://$host$request_uri;\n      }\n',
    ],
  ]),
  slip(
    'nginx listens on another port, and its redirects name it',
    'nginx-redirects-to-port',
    BLOG,
    NGINX,
    [['listen 80;', 'listen 8080;']],
    {
      added: {
        [WEB]: on(WEB)
          .replace('containerPort: 80 }', 'containerPort: 8080 }')
          .replaceAll('path: /health, port: 80 }', 'path: /health, port: 8080 }')
          .replace('targetPort: 80 }', 'targetPort: 8080 }'),
        [POLICIES]: on(POLICIES).replace("ports: [{ port: '80', protocol: TCP }]", "ports: [{ port: '8080', protocol: TCP }]"),
        [MESHES]: on(MESHES).replace("ports: ['80']", "ports: ['8080']"),
      },
    },
  ),
  slip('A page is for the house, and nginx sees the sidecar in the place of everybody', 'nginx-sees-clients', BLOG, NGINX, [
    [
      '      location /health {\n',
      '      location /admin {\n        allow 192.168.1.0/24;\n        deny all;\n      }\n      location /health {\n',
    ],
  ]),
  slip('A location has a header of its own, and loses those of the server', 'nginx-headers-inherited', BLOG, NGINX, [
    [
      '        try_files $uri $uri/ =404;\n',
      "        try_files $uri $uri/ =404;\n        add_header Cache-Control 'public, max-age=3600';\n",
    ],
    [
      '      root /var/www/blog;\n',
      '      root /var/www/blog;\n      add_header X-Frame-Options DENY;\n      add_header X-Content-Type-Options nosniff;\n',
    ],
  ]),
  slip(
    'nginx gives up before the route behind it',
    'timeouts-nest',
    BLOG,
    NGINX,
    [['        proxy_http_version 1.1;\n', '        proxy_http_version 1.1;\n        proxy_read_timeout 5s;\n']],
    {
      added: {
        [MESHES]: on(MESHES).replace(
          '        - destination: { host: was-service, subset: canary }\n          weight: 0\n',
          '        - destination: { host: was-service, subset: canary }\n          weight: 0\n      timeout: 30s\n',
        ),
      },
    },
  ),
  slip('nginx sends the name of its upstream block as the host', 'nginx-proxies-mesh', BLOG, NGINX, [
    [
      '    server {\n      listen 80;',
      '    upstream board {\n      server was-service:8080;\n      keepalive 16;\n    }\n    server {\n      listen 80;',
    ],
    ['proxy_pass http://was-service:8080;', 'proxy_pass http://board;'],
    ['        proxy_set_header Host was-service;\n', ''],
  ]),
  slip('The policy of the site lets in the world, and requests come from the gateway', 'flow-passes', BLOG, POLICIES, [
    [
      "    - toPorts: [{ ports: [{ port: '80', protocol: TCP }] }]\n",
      "    - fromEntities: [world]\n      toPorts: [{ ports: [{ port: '80', protocol: TCP }] }]\n",
    ],
  ]),
  slip('Names outside may be reached, and only those of the cluster may be asked for', 'cilium-fqdn-dns', BLOG, POLICIES, [
    ["rules: { dns: [{ matchPattern: '*' }] }", "rules: { dns: [{ matchPattern: '*.cluster.local' }] }"],
  ]),
  slip('A limit of the Ingress before stands at the route of the mesh', 'annotation-known', BLOG, MESHES, [
    [
      'metadata: { name: web-vsvc, namespace: blog-system }',
      'metadata:\n  name: web-vsvc\n  namespace: blog-system\n  annotations: { nginx.ingress.kubernetes.io/proxy-body-size: 20m }',
    ],
  ]),
];
