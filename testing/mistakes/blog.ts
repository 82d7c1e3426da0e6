import { DATA } from './blog-data-parts.ts';
import { DELIVERY } from './blog-delivery-parts.ts';
import { MESH } from './blog-mesh-parts.ts';
import { FRONT } from './blog-parts.ts';
import { SIGHT } from './blog-sight-parts.ts';
import { STORES } from './blog-store-parts.ts';
import type { Tree } from './mistake.ts';

/** The whole repository of a blog, in which nothing is wrong. */
export const BLOG: Tree = { ...FRONT, ...DATA, ...MESH, ...SIGHT, ...STORES, ...DELIVERY };

/** Its pods and their data alone. */
export const PODS: Tree = { ...FRONT, ...DATA };

/** What watches it, with the pods that are watched. */
export const WATCHED: Tree = { ...FRONT, ...SIGHT, ...STORES };

export const WEB = 'services/blog-system/web/web.yaml';
export const NGINX = 'services/blog-system/web/nginx-config.yaml';
export const WAS = 'services/blog-system/was/was.yaml';
export const MYSQL = 'services/blog-system/mysql/mysql.yaml';
export const EXPORTERS = 'services/blog-system/mysql/exporters.yaml';
export const BACKUP = 'services/blog-system/mysql/backup.yaml';
export const MESHES = 'services/blog-system/mesh/mesh.yaml';
export const POLICIES = 'services/blog-system/mesh/policies.yaml';
export const PLATFORM = 'configs/platform/platform.yaml';
export const PROM = 'configs/monitoring/prometheus.yaml';
export const ALERTM = 'configs/monitoring/alertmanager.yaml';
export const GRAF = 'configs/monitoring/grafana.yaml';
export const LOKI = 'configs/monitoring/loki.yaml';
export const TEMPO = 'configs/monitoring/tempo.yaml';
export const ALLOY = 'configs/monitoring/alloy.yaml';
export const ROOT = 'apps/platform.yaml';
export const WF = '.github/workflows/build-web.yml';
