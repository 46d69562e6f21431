import { version } from '../../package.json';
import { engine } from '../../templates/engine';

test('documents name the version of the program that drew them', () => {
  expect(engine).toBe(`Relais ${version}`);
});
