import { expect, it } from "vitest";
import { workOf } from "../../src/workflows/step.ts";

const uses = (action: string, given = {}) => ({ uses: action, with: given });

it.each<[unknown, unknown]>([
  [uses("pypa/gh-action-pypi-publish@release/v1"), "pypi"],
  [uses("pypa/gh-action-pypi-publish@v1", { "repository-url": "https://test.pypi.org/legacy/" }), "testpypi"],
  [uses("pypa/gh-action-pypi-publish@v1", { repository_url: "https://pypi.acme.example/" }), "elsewhere"],
  [uses("PyO3/maturin-action@v1", { command: "upload" }), "pypi"],
  [uses("JS-DevTools/npm-publish@v3"), "npm"],
  [{ run: "twine upload -r testpypi dist/*" }, "testpypi"],
  [{ run: "twine upload \\\n  --repository-url https://test.pypi.org/legacy/ dist/*" }, "testpypi"],
  [{ run: "twine upload dist/*", env: { TWINE_REPOSITORY: "testpypi" } }, "testpypi"],
  [{ run: "python -m build\npython -m twine upload dist/*\n" }, "pypi"],
  [{ run: "uv publish --publish-url https://upload.pypi.org/legacy/" }, "pypi"],
  [{ run: "poetry publish" }, "pypi"],
  [{ run: "npm publish --access public" }, "npm"],
  [{ run: "cargo publish --workspace" }, "crates"],
])("%j publishes to %s", (step, index) => {
  expect(workOf(step, {})).toEqual({ does: "publish", index });
});

it.each<[unknown, unknown]>([
  [{ run: "npm publish --dry-run" }, undefined],
  [{ run: "cargo publish --dry-run" }, undefined],
  [{ run: "echo twine" }, undefined],
  [uses("actions/checkout@v5"), undefined],
  [uses("actions/upload-artifact@v4", { path: "dist" }), { does: "upload", name: "artifact" }],
  [uses("actions/upload-artifact@v4", { name: "$" + "{{ github.sha }}" }), { does: "upload" }],
  [uses("softprops/action-gh-release@v2"), { does: "release" }],
  [{ run: "gh release create v1" }, { does: "release" }],
])("%j does %j", (step, work) => {
  expect(workOf(step, {})).toEqual(work);
});
