import { fieldsAt, itemsAt, numberAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const noFaultLeft = defineRule({
  id: 'no-fault-left',
  severity: 'warning',
  kinds: ['networking.istio.io/v1/VirtualService'],
  asks: 'No injected delay or error meets users: a test of faults is limited to its own requests.',
  source: 'https://istio.io/latest/docs/tasks/traffic-management/fault-injection/',
  *check({ object }) {
    for (const [index, route] of itemsAt(object, 'spec.http').entries()) {
      const matches = itemsAt(route, 'match');
      // A header or a source that testers alone have keeps the fault away from users.
      if (
        matches.length > 0 &&
        matches.every((match) => ['headers', 'sourceLabels'].some((key) => Object.keys(fieldsAt(match, key)).length > 0))
      )
        continue;
      for (const kind of ['delay', 'abort']) {
        const fault = fieldsAt(route, `fault.${kind}`);
        const share = numberAt(fault, 'percentage.value') ?? numberAt(fault, 'percent') ?? 0;
        if (Object.keys(fault).length === 0 || share === 0) continue;
        const what =
          kind === 'delay'
            ? `wait ${textAt(fault, 'fixedDelay') ?? ''}`
            : `end in ${textAt(fault, 'httpStatus') ?? textAt(fault, 'grpcStatus') ?? 'an error'}`;
        yield {
          path: `spec.http[${index}].fault.${kind}`,
          message: `${share} % of all requests of this route ${what} by injection`,
          why: 'Users meet errors that no program makes: no log and no pod shows why, because the proxy makes them up.',
          fix: 'Remove the fault, or limit its route to a header of the test.',
        };
      }
    }
  },
});
