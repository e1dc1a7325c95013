"""A store of many snapshots: Parquet files of what their rules mean, and questions to all of them at once."""
