/** InvokeAI's release workflow as a file: what publishing needs is all there. */
export const releaseWorkflow = `name: release

on:
  push:
    tags: ["v*"]
  workflow_dispatch:

jobs:
  check-version:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: samuelcolvin/check-python-version@v4
        with:
          version_file_path: invokeai/version/invokeai_version.py
  frontend-checks:
    uses: ./.github/workflows/frontend-checks.yml
  frontend-tests:
    uses: ./.github/workflows/frontend-tests.yml
  python-checks:
    uses: ./.github/workflows/python-checks.yml
  python-tests:
    uses: ./.github/workflows/python-tests.yml
  build:
    uses: ./.github/workflows/build-installer.yml

  publish-testpypi:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    needs: [check-version, frontend-checks, frontend-tests, python-checks, python-tests, build]
    environment:
      name: testpypi
      url: https://index.example/p/invokeai
    permissions:
      id-token: write
    steps:
      - uses: actions/download-artifact@v4
        with:
          name: dist
          path: dist/
      - uses: pypa/gh-action-pypi-publish@release/v1

  publish-pypi:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    needs: [check-version, frontend-checks, frontend-tests, python-checks, python-tests, build]
    environment:
      name: pypi
      url: https://index.example/p/invokeai
    permissions:
      id-token: write
    steps:
      - uses: actions/download-artifact@v4
        with:
          name: dist
          path: dist/
      - uses: pypa/gh-action-pypi-publish@release/v1
`;
