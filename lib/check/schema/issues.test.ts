import { check } from '../check.ts';
import { schemaUnknownField } from '../rules/schema/schema-unknown-field.ts';
import { deployment, kube } from '../testing.ts';

const said = (envFrom: readonly object[]): readonly string[] =>
  check([{ object: deployment({ container: { envFrom } }) }], { rules: [schemaUnknownField] }).map(({ message }) => message);
const stray = { name: 'URL', secretRef: { name: 'web' } };

test('the same unknown field in many items of a list is told once', () => {
  const messages = said([stray, { secretRef: { name: 'web' } }, stray, stray]);

  expect(messages).toEqual([
    'there is no field "name" in spec.template.spec.containers[0].envFrom, and so it is in 2 more items of this list',
  ]);
});

test('two of them are told one by one', () => {
  const messages = said([stray, stray]);

  expect(messages).toEqual([
    'there is no field "name" in spec.template.spec.containers[0].envFrom',
    'there is no field "name" in spec.template.spec.containers[0].envFrom',
  ]);
});

test('different fields are different mistakes', () => {
  const messages = said([stray, stray, stray, { vlaue: 'x', secretRef: { name: 'web' } }]);

  expect(messages).toEqual([
    'there is no field "name" in spec.template.spec.containers[0].envFrom, and so it is in 2 more items of this list',
    'there is no field "vlaue" in spec.template.spec.containers[0].envFrom',
  ]);
});

test.each([
  ['a text that begins like a field', { renewAfter: '360h' }, 'warning'],
  ['a map where the like is a text, as a newer release may have it', { renewal: { policy: 'Disabled' } }, 'info'],
])('%s', (_, field, severity) => {
  const object = kube(
    'cert-manager.io/v1/Certificate',
    {},
    { spec: { secretName: 'ca', issuerRef: { name: 'ca' }, dnsNames: ['a'], ...field } },
  );

  expect(check([{ object }], { rules: [schemaUnknownField] }).map((each) => each.severity)).toEqual([severity]);
});
