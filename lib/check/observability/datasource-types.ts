/** Types of data sources by the name of the Service that they ask; the first is the usual one. */
const TYPES: readonly (readonly [name: RegExp, ...types: readonly string[]])[] = [
  [/(^|-)loki(-gateway|-read|-query-frontend)?$/, 'loki'],
  [/(^|-)tempo(-query-frontend|-gateway)?$/, 'tempo'],
  [/(^|-)jaeger-query$/, 'jaeger'],
  [/(^|-)alertmanager(-operated)?$/, 'alertmanager', 'camptocamp-prometheus-alertmanager-datasource'],
  [/(^|-)(prometheus(-server|-operated)?|thanos-query(-frontend|er)?)$/, 'prometheus'],
];

/** Types of data sources that fit a Service; none where its name says nothing. */
export function typesBehind(service: string): readonly string[] {
  const [, ...types] = TYPES.find(([name]) => name.test(service)) ?? [/^/];
  return types;
}

/** Whether it is known for a type which Services it fits. */
export function isKnownType(type: string): boolean {
  return TYPES.some(([, ...types]) => types.includes(type));
}
