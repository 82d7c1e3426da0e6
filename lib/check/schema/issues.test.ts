import { check } from '../check.ts';
import { schemaUnknownField } from '../rules/schema/schema-unknown-field.ts';
import { deployment } from '../testing.ts';

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
