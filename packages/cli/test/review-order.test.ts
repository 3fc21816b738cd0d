import { describe, expect, it } from 'vitest';
import { editionsFrom, formatsFrom, periodFrom } from '../src/review-order.js';

describe('the order of a review', () => {
  it('has a period of whole days, both included', () => {
    expect(periodFrom('2026-03-01..2026-03-31')).toEqual({ from: '2026-03-01', to: '2026-03-31' });
    expect(periodFrom('2026-03-01..2026-03-01')).toEqual({ from: '2026-03-01', to: '2026-03-01' });
  });

  it.each(['', '..', '2026-03-01', '2026-03-01..', '2026-02-01..2026-02-30', '01/03/2026..31/03/2026'])(
    'refuses the period "%s"',
    (text) => {
      expect(() => periodFrom(text)).toThrow(expect.objectContaining({ code: 'period-invalid', exitCode: 2 }));
    },
  );

  it('refuses a period that ends before it begins', () => {
    expect(() => periodFrom('2026-03-02..2026-03-01')).toThrow('it ends before it begins');
  });

  it('takes editions by name, each once', () => {
    expect(editionsFrom(['dsl', 'dsl'])).toEqual(['dsl']);
    // The annexes belong to other readers, each with a key of their own.
    expect(editionsFrom(['all', 'dsl'])).toEqual(['governors', 'public', 'it', 'evidence', 'dsl']);
    expect(editionsFrom(['chair-annex', 'staff-annex'])).toEqual(['staff-annex', 'chair-annex']);
    expect(() => editionsFrom(['dsl', 'parents'])).toThrow(expect.objectContaining({ code: 'edition-unknown' }));
  });

  it('takes formats by name, all of them when none is named', () => {
    expect(formatsFrom(undefined)).toEqual(['pdf', 'html', 'json']);
    expect(formatsFrom('json, pdf')).toEqual(['pdf', 'json']);
    expect(() => formatsFrom('doc')).toThrow(expect.objectContaining({ code: 'format-not-found' }));
  });
});
