import type { ServiceEndpoint } from '../../lib/constructs/peer.ts';
import type { Port } from '../../lib/constructs/port.ts';

/** Where nginx tells its own metrics, for callers inside the namespace only. */
export const STATUS_PATH = '/stub_status';

/** Asked by the kubelet. */
export const HEALTH_PATH = '/health';

export interface NginxConfigProps {
  readonly port: Port;
  /** Service name under which the exporter asks. */
  readonly service: string;
  /** Folder of the static site in the image. */
  readonly root: string;
  /** Where `/api` goes. */
  readonly api: ServiceEndpoint;
}

/**
 * The site of nginx (seed 002, web-nginx-config). Two things the sidecar needs: HTTP/1.1, because Envoy refuses 1.0, and
 * a Host that the mesh knows, because by it the sidecar finds the route whose canary weights apply.
 * The status page answers under the Service's own name alone: requests from outside carry a public host.
 */
export function nginxConfig({ port, service, root, api }: NginxConfigProps): string {
  return `server {
  listen ${port.number} default_server;
  server_name _;
  root ${root};
  index index.html;
  error_page 404 /404.html;
  absolute_redirect off; # users come by HTTPS, which ends before this server

  location / {
    try_files $uri $uri/ =404;
  }

  location ~ ^/api(/|$) {
    proxy_pass http://${api.service}:${api.port.number};
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host ${api.service};
    proxy_set_header X-Real-IP $remote_addr;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;
  }

  location = ${HEALTH_PATH} {
    access_log off;
    default_type text/plain;
    return 200 "ok\\n";
  }
}

server {
  listen ${port.number};
  server_name ${service};

  location = ${STATUS_PATH} {
    access_log off;
    stub_status;
  }

  location / {
    return 404;
  }
}
`;
}
