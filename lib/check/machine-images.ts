import { parseImage } from './images.ts';

/** Clusters on one's own machine, into which images are built or loaded. */
const MACHINE = /(^|[/._-])(local|minikube|kind|k3d|docker-desktop|microk8s|skaffold|tilt)([/._-]|$)/i;

/** Programs whose images Docker Hub has under a name without an account. */
const OFFICIAL =
  /^(adminer|alpine|busybox|caddy|cassandra|consul|couchdb|debian|eclipse-mosquitto|elasticsearch|ghost|golang|grafana|haproxy|httpd|influxdb|kibana|kong|logstash|mariadb|memcached|mongo|mongo-express|mysql|nats|neo4j|nextcloud|nginx|node|openjdk|percona|php|phpmyadmin|postgres|prometheus|python|rabbitmq|redis|registry|ruby|solr|sonarqube|telegraf|tomcat|traefik|ubuntu|valkey|vault|wordpress|zookeeper)$/;

/** An image that people build on the machine on which their cluster runs: of no registry and no account, for a place of that kind. */
export function isOfMachine(image: string, places: readonly (string | undefined)[]): boolean {
  const { path } = parseImage(image);
  const name = path.replace(/^library\//, '');
  return !image.includes('/') && !OFFICIAL.test(name) && places.some((place) => MACHINE.test(place ?? ''));
}
