import { databaseOf, type Database } from '../databases.ts';
import type { Container, PodTemplate } from '../pods.ts';
import type { World } from '../world.ts';
import { springSettings, type SpringSetting } from './spring.ts';

/** A program of Spring and the database of the tree that its URL names. */
export interface JdbcClient {
  readonly container: Container;
  readonly settings: ReadonlyMap<string, SpringSetting>;
  readonly url: SpringSetting;
  /** `mysql`, `mariadb`, `postgresql` */
  readonly driver: string;
  /** Options of the URL by their names in small letters. */
  readonly options: ReadonlyMap<string, string>;
  /** Name of the Service. */
  readonly service: string;
  readonly server: { readonly pod: PodTemplate; readonly container: Container; readonly database: Database };
}

/** Programs of a pod that speak to a database of the tree by the URL of `spring.datasource.url`. */
export function* jdbcClients(pod: PodTemplate, world: World): Generator<JdbcClient> {
  for (const container of pod.containers) {
    if (container.init) continue;
    const settings = springSettings(pod, container, world);
    const url = settings.get('springdatasourceurl');
    const [, driver = '', host = '', query = ''] =
      /^jdbc:(\w+):(?:\w+:)?\/\/([a-z0-9][\w.-]*)(?::\d+)?\/[^?]*(?:\?(.*))?$/i.exec(url?.value ?? '') ?? [];
    const service = host === '' ? undefined : world.serviceAt(host, pod.namespace)?.service;
    const behind = service === undefined ? undefined : world.podsOfService(service).find((each) => databaseOf(each) !== undefined);
    const found = behind === undefined ? undefined : databaseOf(behind);
    if (url === undefined || service === undefined || behind === undefined || found === undefined) continue;
    const options = new Map(
      query.split('&').flatMap((each) => {
        const [name = '', value = ''] = each.split('=');
        return name === '' ? [] : [[name.toLowerCase(), value] as const];
      }),
    );
    const server = { pod: behind, container: found.container, database: found.database };
    yield { container, settings, url, driver: driver.toLowerCase(), options, service: service.object.metadata.name, server };
  }
}
