import { InputError } from '../../../lib/errors.ts';
import { didYouMean } from '../../../lib/values/nearest.ts';
import { LOG_SOURCES } from '../logs.ts';

/** `{namespace="blog-system", app="was"}`. @throws InputError for pods whose logs nobody collects. */
export function streams(namespace: string, app?: string): string {
  const apps = Object.hasOwn(LOG_SOURCES, namespace) ? LOG_SOURCES[namespace] : undefined;
  if (apps === undefined)
    throw new InputError('log query', `logs of namespace ${namespace} are not collected`, didYouMean(namespace, Object.keys(LOG_SOURCES)));
  if (app !== undefined && apps !== 'all' && !apps.includes(app)) {
    throw new InputError('log query', `logs of ${app} in ${namespace} are not collected`, didYouMean(app, apps));
  }
  return app === undefined ? `{namespace="${namespace}"}` : `{namespace="${namespace}", app="${app}"}`;
}
