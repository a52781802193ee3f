import loader, { type Highs, type Model, type ModelData } from 'highs';
import type { LinearProgram } from '../program/linear-program.ts';
import type { IntegerSolution, LinearSolution, Solver } from './solver.ts';

/** The package declares what `require` gives; what an import gives is the loader itself. */
const loadHighs = loader as unknown as typeof loader.default;

/** From here on the interior point method is several times faster than the simplex. */
const MANY_ROWS = 2000;

/** Proven to half a fen. */
const WITHIN_YUAN = 0.005;

/**
 * HiGHS in WebAssembly, in this process and single-threaded: branch and cut for integers; for prices dual simplex, or with
 * many rows the interior point method.
 *
 * @see Huangfu & Hall, Parallelizing the dual revised simplex method, Math. Prog. Comp. 10 (2018);
 *   Schork & Gondzio, Implementation of an interior point method with basis preconditioning, Math. Prog. Comp. 12 (2020)
 */
export async function highsSolver(): Promise<Solver> {
  const highs = await loadHighs();
  return {
    integer: (program, seconds) =>
      highs.withModel(modelData(highs, program, true), (model) => solveInteger(highs, model, seconds)),
    linear: (program, seconds) =>
      highs.withModel(modelData(highs, program, false), (model) =>
        solveLinear(highs, model, seconds, program.rows.length > MANY_ROWS),
      ),
  };
}

function solveLinear(
  highs: Highs,
  model: Model,
  seconds: number,
  inside: boolean,
): LinearSolution | undefined {
  model.options.set({ output_flag: false, time_limit: seconds });
  model.options.set(inside ? { solver: 'ipm', run_crossover: 'off' } : { solver: 'simplex' });
  model.run();
  if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return undefined;
  const { colValue, rowDual } = model.getSolution();
  return { values: inside ? null : [...colValue], prices: [...rowDual], seconds: model.getRunTime() };
}

function solveInteger(highs: Highs, model: Model, within: number): IntegerSolution {
  model.options.set({
    output_flag: false,
    random_seed: 0,
    mip_rel_gap: 0,
    mip_abs_gap: WITHIN_YUAN,
    time_limit: within,
  });
  model.run();
  const status = model.getModelStatus();
  const { optimal, infeasible } = highs.constants.modelStatus;
  const seconds = model.getRunTime();
  if (status === infeasible) return { values: null, bound: Number.NEGATIVE_INFINITY, proven: true, seconds };
  const found = model.info.get('primal_solution_status') === 2;
  return {
    values: found ? [...model.getSolution().colValue] : null,
    bound: Number(model.info.get('mip_dual_bound')),
    proven: status === optimal,
    seconds,
  };
}

function modelData(highs: Highs, { columns, rows }: LinearProgram, integers: boolean): ModelData {
  const { continuous, integer } = highs.constants.variableType;
  const starts = new Int32Array(rows.length + 1);
  rows.forEach(({ entries }, row) => {
    starts[row + 1] = starts[row]! + entries.length;
  });
  return {
    numCols: columns.length,
    numRows: rows.length,
    sense: highs.constants.objectiveSense.maximize,
    colCost: columns.map(({ profit }) => profit),
    colLower: columns.map(({ lower }) => lower),
    colUpper: columns.map(({ upper }) => upper),
    rowLower: rows.map(() => -highs.infinity),
    rowUpper: rows.map(({ atMost }) => atMost),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: columns.length,
      starts,
      indices: Int32Array.from(rows.flatMap(({ entries }) => entries.map(({ column }) => column))),
      values: Float64Array.from(rows.flatMap(({ entries }) => entries.map(({ value }) => value))),
    },
    ...(integers && {
      integrality: columns.map((column) => (column.integer ? integer : continuous)),
    }),
  };
}
